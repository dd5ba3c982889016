import type { SignIn, SignInOptions } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { SignInResult } from "../auth/sign-in-result.ts";
import type { Ledger } from "../feeds/ledger.ts";

/** Which permissions a sign-in requests. */
export type RequestedSet = "full" | "withoutUpdates";

export interface SignInMethods extends SignIn {
  /** Set only while a sign-in is being started. At other times the account's default set applies. */
  readonly requestedSet: RequestedSet | undefined;
}

/** Sign-in by device code or callback. A choice to leave out updates is stored until a full sign-in succeeds. */
export function createSignInMethods(accountSignIn: AccountSignIn, ledger: Ledger, onSignedIn: () => Promise<void>): SignInMethods {
  let requestedSet: RequestedSet | undefined;
  const choices = new Map<string, RequestedSet>();

  const startWithSet = <T>(options: SignInOptions | undefined, start: () => Promise<T>): { choice: RequestedSet; begun: Promise<T> } => {
    const choice: RequestedSet = options?.withoutUpdates ? "withoutUpdates" : "full";
    requestedSet = choice;
    try {
      return { choice, begun: start() };
    } finally {
      requestedSet = undefined;
    }
  };
  const finishSignIn = async (result: SignInResult, choice: RequestedSet): Promise<SignInResult> => {
    if (result.outcome === "signed-in") {
      const updatesDeclined = choice === "withoutUpdates";
      if ((ledger.data.facts.updatesDeclined ?? false) !== updatesDeclined) await ledger.commit({ t: "facts", facts: { updatesDeclined } });
      await onSignedIn();
    }
    return result;
  };
  return {
    get requestedSet() {
      return requestedSet;
    },
    async deviceCode(options) {
      const { choice, begun: started } = startWithSet(options, () =>
        accountSignIn.beginDeviceCode(options?.signal ? { signal: options.signal } : {}),
      );
      const device = await started;
      return { ...device, done: device.done.then((result) => finishSignIn(result, choice)) };
    },
    async callback(redirectUri, options) {
      const { choice, begun: started } = startWithSet(options, () => accountSignIn.beginCallback({ redirectUri }));
      const pending = await started;
      const key = stateOf(pending.url);
      choices.set(key, choice);
      void pending.done.finally(() => choices.delete(key));
      return { ...pending, done: pending.done.then((result) => finishSignIn(result, choice)) };
    },
    expects: (url) => accountSignIn.expects(url),
    async complete(url) {
      const choice = choices.get(stateOf(url)) ?? "full";
      return finishSignIn(await accountSignIn.completeCallback(url), choice);
    },
  };
}

const stateOf = (url: string): string => /[?&#]state=([^&#]+)/.exec(url)?.[1] ?? "";
