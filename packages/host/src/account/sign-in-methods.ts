import { CasementError, type RequestedSet } from "@casement/core";
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
  /** Goes on with the sign-ins that an earlier process has begun. Call it once the account's sign-in is loaded. */
  resume(): void;
}

const maxOutcomes = 20;

/** Sign-in by device code or callback. The requested set is stored. */
export function createSignInMethods({ account, accountSignIn, ledger, requestedScopes, onSignedIn }: SignInMethodsOptions): SignInMethods {
  /** By id: those that began in this process, and those that were resumed, the last ones. Who waits elsewhere may ask a moment later. */
  const outcomes = new Map<string, Promise<SignInResult>>();

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
  const follow = (id: string, done: Promise<SignInResult>, choice: RequestedSet): Promise<SignInResult> => {
    const outcome = done.then((result) => finishSignIn(result, choice));
    outcomes.set(id, outcome);
    for (const oldest of [...outcomes.keys()].slice(0, -maxOutcomes)) outcomes.delete(oldest);
    return outcome;
  };
  return {
    resume() {
      for (const { started, done } of accountSignIn.resumed) void follow(started.id, done, started.requestedSet);
    },
    async deviceCode(options) {
      const requestedSet = options?.requestedSet ?? "all";
      const device = await accountSignIn.beginDeviceCode({
        scopes: requestedScopes(requestedSet),
        requestedSet,
        startedBy: account,
        ...(options?.signal && { signal: options.signal }),
      });
      return { ...device, done: follow(device.id, device.done, requestedSet) };
    },
    async callback(redirectUri, options) {
      const requestedSet = options?.requestedSet ?? "all";
      const scopes = requestedScopes(requestedSet);
      const pending = await accountSignIn.beginCallback({ redirectUri, scopes, requestedSet, startedBy: account, checkFirst: true });
      return { ...pending, done: follow(pending.id, pending.done, requestedSet) };
    },
    started: (url) => accountSignIn.startedAs(url)?.startedBy === account,
    async complete(url) {
      const choice = accountSignIn.startedAs(url)?.requestedSet ?? "all";
      return finishSignIn(await accountSignIn.completeCallback(url), choice);
    },
    outcome: async (id) => {
      const known = outcomes.get(id) ?? accountSignIn.pending(id)?.done;
      const result = await known;
      if (accountSignIn.isClosed) throw new CasementError("stopped", "The account was closed while the sign-in was pending.");
      if (result) return result;
      throw new CasementError("sign-in-expired", "This sign-in has ended, or has expired. To sign in again, start a new one.");
    },
    async cancel(id) {
      accountSignIn.pending(id)?.cancel();
    },
    async renew() {
      await accountSignIn.getToken({ forceRefresh: true });
    },
  };
}
