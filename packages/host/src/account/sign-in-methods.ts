import type { RequestedSet } from "@casement/core";
import type { SignIn } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { SignInResult } from "../auth/sign-in-result.ts";
import type { Ledger } from "../feeds/ledger.ts";

export interface SignInMethodsOptions {
  readonly account: string;
  readonly accountSignIn: AccountSignIn;
  /** Of the account that owns the sign-in. Stores what the latest sign-in requested. */
  readonly ledger: Ledger;
  /** The permissions of a set that all accounts of the sign-in need now. */
  requestedScopes(set: RequestedSet): readonly string[];
  /** Starts the first reads. The sign-in does not wait for them: they can take long. */
  onSignedIn(): void;
}

export interface SignInMethods extends SignIn {
  /** Whether the redirect address belongs to a sign-in that this account started. Accounts can share a sign-in. */
  started(url: string): boolean;
}

/** Sign-in by device code or callback. The requested set is stored. */
export function createSignInMethods({ account, accountSignIn, ledger, requestedScopes, onSignedIn }: SignInMethodsOptions): SignInMethods {
  const choices = new Map<string, RequestedSet>();

  const finishSignIn = async (result: SignInResult, choice: RequestedSet): Promise<SignInResult> => {
    if (result.outcome === "signed-in") {
      // If everything is approved meanwhile, nothing is left out. To leave out updates can be a choice, and stays.
      const isComplete = requestedScopes("all").every((scope) => result.granted.includes(scope));
      const requestedSet = choice === "self" && isComplete ? "all" : choice;
      if ((ledger.data.facts.requestedSet ?? "all") !== requestedSet) await ledger.keep({ t: "facts", facts: { requestedSet } });
      onSignedIn();
    }
    return result;
  };
  return {
    async deviceCode(options) {
      const choice = options?.requestedSet ?? "all";
      const device = await accountSignIn.beginDeviceCode({
        scopes: requestedScopes(choice),
        ...(options?.signal && { signal: options.signal }),
      });
      return { ...device, done: device.done.then((result) => finishSignIn(result, choice)) };
    },
    async callback(redirectUri, options) {
      const choice = options?.requestedSet ?? "all";
      const pending = await accountSignIn.beginCallback({
        redirectUri,
        scopes: requestedScopes(choice),
        checkFirst: true,
        startedBy: account,
      });
      const key = stateOf(pending.url);
      choices.set(key, choice);
      void pending.done.finally(() => choices.delete(key));
      return { ...pending, done: pending.done.then((result) => finishSignIn(result, choice)) };
    },
    started: (url) => choices.has(stateOf(url)),
    async complete(url) {
      const choice = choices.get(stateOf(url)) ?? "all";
      return finishSignIn(await accountSignIn.completeCallback(url), choice);
    },
    async renew() {
      await accountSignIn.getToken({ forceRefresh: true });
    },
  };
}

const stateOf = (url: string): string => /[?&#]state=([^&#]+)/.exec(url)?.[1] ?? "";
