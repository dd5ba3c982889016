import { useEffect, useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import type { PendingSignIn, SignInMethod, SignInOutcome } from "../api/types.ts";
import { useHub } from "../hub-context.ts";

const pollEvery = 1_500;

/** A sign-in of an account as it goes on: begun here or elsewhere. */
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
    // One begun before the page was loaded anew goes on.
    void client.signIn(account).then(
      ({ pending: begun }) => begun && setPending(begun),
      () => undefined,
    );
  }, [account]);
  useEffect(() => {
    if (!pending) return;
    const timer = setInterval(async () => {
      const { pending: still, last } = await client.signIn(account).catch(() => ({ pending, last: null }));
      if (!still || still.url !== pending.url) {
        if (last) finish(last);
        else setPending(null);
      }
    }, pollEvery);
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
      // At once, or the browser takes it for a pop-up; it gets its address below.
      const page = method === "callback" ? open("about:blank", "_blank") : null;
      const begun = await attempt(() => client.beginSignIn(account, method, withoutUpdates));
      if (begun && page) page.location.href = begun.url;
      else page?.close();
      if (begun) setPending(begun);
    },
    async complete(url: string) {
      const ended = await attempt(() => client.completeSignIn(account, url));
      if (ended) finish(ended);
    },
    async cancel() {
      await attempt(() => client.cancelSignIn(account));
      setPending(null);
    },
  };
}
