import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { PendingSignIn, RequestedSet, ScopeReport, SignInMethod, SignInOutcome } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useHub } from "../hub-context.ts";

const pollInterval = 1_500;

/** Follows the sign-in of an account, whether it was started in this browser or elsewhere. */
export function useSignIn(account: string) {
  const hub = useHub();
  const [pending, setPending] = useState<PendingSignIn | null>(null);
  const [outcome, setOutcome] = useState<SignInOutcome>();
  const [problem, setProblem] = useState<string>();
  const [smallerSets, setSmallerSets] = useState<ScopeReport["smallerSets"]>([]);

  const finish = (next: SignInOutcome) => {
    setOutcome(next);
    const isWall = next.outcome === "approval-required" || next.outcome === "cancelled";
    // Less than what was refused.
    if (isWall && pending?.requestedSet === "all")
      void apiClient.scopes(account).then(
        (report) => setSmallerSets(report.smallerSets),
        () => undefined,
      );
    setPending(null);
    void hub.reload();
  };
  useEffect(() => {
    // Continues a sign-in that was started before the page was reloaded.
    void apiClient.signIn(account).then(
      ({ pending: current }) => current && setPending(current),
      () => undefined,
    );
  }, [account]);
  useEffect(() => {
    if (!pending) return;
    const timer = setInterval(async () => {
      const { pending: current, last } = await apiClient.signIn(account).catch(() => ({ pending, last: null }));
      if (!current || current.url !== pending.url) {
        if (last) finish(last);
        else setPending(null);
      }
    }, pollInterval);
    return () => clearInterval(timer);
  }, [pending, account]);

  /** A refusal before the sign-in began: the registration does not fit. */
  const refusalOf = ({ details = {} }: ApiError["problem"]): SignInOutcome | undefined =>
    details.otherMethod === undefined ? undefined : { ...(details as Partial<SignInOutcome>), outcome: "failed" };

  const attempt = async <T>(action: () => Promise<T>): Promise<T | undefined> => {
    setProblem(undefined);
    try {
      return await action();
    } catch (error) {
      const refusal = error instanceof ApiError ? refusalOf(error.problem) : undefined;
      if (refusal) setOutcome(refusal);
      else setProblem(error instanceof ApiError ? error.problem.detail : String(error));
      return undefined;
    }
  };
  return {
    pending,
    outcome,
    problem,
    /** What to offer after a refusal. */
    smallerSets,
    async begin(method: SignInMethod, requestedSet: RequestedSet) {
      setOutcome(undefined);
      setSmallerSets([]);
      // Opened before the request, because browsers block windows that are opened later. Its address is set below.
      const signInWindow = method === "callback" ? open("about:blank", "_blank") : null;
      const started = await attempt(() => apiClient.beginSignIn(account, method, requestedSet));
      if (started && signInWindow) signInWindow.location.href = started.url;
      else signInWindow?.close();
      if (started) setPending(started);
    },
    async complete(url: string) {
      const result = await attempt(() => apiClient.completeSignIn(account, url));
      if (result) finish(result);
    },
    async cancel() {
      await attempt(() => apiClient.cancelSignIn(account));
      setPending(null);
    },
  };
}
