import { useEffect, useState } from "preact/hooks";
import { ApiError, apiClient } from "../api/api-client.ts";
import type { PendingSignIn, SignInMethod, SignInOutcome } from "../api/api-types.ts";
import { useHub } from "../hub-context.ts";

const pollInterval = 1_500;

/** Follows the sign-in of an account, whether it was started in this browser or elsewhere. */
export function useSignIn(account: string) {
  const hub = useHub();
  const [pending, setPending] = useState<PendingSignIn | null>(null);
  const [outcome, setOutcome] = useState<SignInOutcome>();
  const [problem, setProblem] = useState<string>();

  const finish = (next: SignInOutcome) => {
    setOutcome(next);
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

  const attempt = async <T>(action: () => Promise<T>): Promise<T | undefined> => {
    setProblem(undefined);
    try {
      return await action();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem.detail : String(error));
      return undefined;
    }
  };
  return {
    pending,
    outcome,
    problem,
    async begin(method: SignInMethod, withoutUpdates: boolean) {
      setOutcome(undefined);
      // Opened before the request, because browsers block windows that are opened later. Its address is set below.
      const signInWindow = method === "callback" ? open("about:blank", "_blank") : null;
      const started = await attempt(() => apiClient.beginSignIn(account, method, withoutUpdates));
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
