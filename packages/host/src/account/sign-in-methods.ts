import type { SignIn, SignInOptions } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { SignInResult } from "../auth/sign-in-result.ts";
import type { Ledger } from "../feeds/ledger.ts";

/** What the next sign-in asks for. */
export type RequestedSet = "full" | "withoutUpdates";

export interface SignInMethods extends SignIn {
  /** Set while a sign-in is being begun; at other times the account's standing set counts. */
  readonly requestedSet: RequestedSet | undefined;
}

/** The ways to sign in, with the choice to leave updates out, which is remembered until a full sign-in succeeds. */
export function createSignInMethods(session: AccountSignIn, ledger: Ledger, changed: () => Promise<void>): SignInMethods {
  let asking: RequestedSet | undefined;
  const choices = new Map<string, RequestedSet>();

  const begin = <T>(options: SignInOptions | undefined, how: () => Promise<T>): { choice: RequestedSet; begun: Promise<T> } => {
    const choice: RequestedSet = options?.withoutUpdates ? "withoutUpdates" : "full";
    asking = choice;
    try {
      return { choice, begun: how() };
    } finally {
      asking = undefined;
    }
  };
  const finished = async (result: SignInResult, choice: RequestedSet): Promise<SignInResult> => {
    if (result.outcome === "signed-in") {
      const updatesDeclined = choice === "withoutUpdates";
      if ((ledger.data.facts.updatesDeclined ?? false) !== updatesDeclined) await ledger.commit({ t: "facts", facts: { updatesDeclined } });
      await changed();
    }
    return result;
  };
  return {
    get requestedSet() {
      return asking;
    },
    async deviceCode(options) {
      const { choice, begun } = begin(options, () => session.beginDeviceCode(options?.signal ? { signal: options.signal } : {}));
      const device = await begun;
      return { ...device, done: device.done.then((result) => finished(result, choice)) };
    },
    async callback(redirectUri, options) {
      const { choice, begun } = begin(options, () => session.beginCallback({ redirectUri }));
      const waiting = await begun;
      const key = stateOf(waiting.url);
      choices.set(key, choice);
      void waiting.done.finally(() => choices.delete(key));
      return { ...waiting, done: waiting.done.then((result) => finished(result, choice)) };
    },
    expects: (url) => session.expects(url),
    async complete(url) {
      const choice = choices.get(stateOf(url)) ?? "full";
      return finished(await session.completeCallback(url), choice);
    },
  };
}

const stateOf = (url: string): string => /[?&#]state=([^&#]+)/.exec(url)?.[1] ?? "";
