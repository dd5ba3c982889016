import type { Clock, RequestedSet } from "@casement/core";
import type { AccountHandle, CallbackSignIn, DeviceCodeSignIn } from "@casement/host";
import { type SignInOutcome, toSignInOutcome } from "./sign-in-outcome.ts";

export type SignInMethod = "device-code" | "callback" | "paste";

export interface SignInRequest {
  readonly method: SignInMethod;
  readonly requestedSet: RequestedSet;
  readonly redirectUri: string;
}

/** What a person needs to sign in. */
export interface PendingSignIn {
  readonly method: SignInMethod;
  readonly requestedSet: RequestedSet;
  /** The address to open in a browser. */
  readonly url: string;
  /** `device-code`: the code to enter at `url`. */
  readonly userCode?: string;
  /** `callback` and `paste`: the address at which the browser ends. */
  readonly redirectUri?: string;
  readonly expiresAt: string;
}

export interface SignInState {
  /** The newest sign-in that is waiting for the person. */
  readonly pending: PendingSignIn | null;
  /** The result of the previous sign-in since the hub started. */
  readonly last: (SignInOutcome & { readonly at: string }) | null;
}

/** The sign-ins that were started over HTTP. The newest one per account can be followed. */
export interface PendingSignIns {
  begin(account: AccountHandle, request: SignInRequest): Promise<PendingSignIn>;
  state(account: string): SignInState;
  cancel(account: string): void;
  /** Forgets an account that was removed. */
  forget(account: string): void;
}

export function createPendingSignIns(clock: Clock, browserUrl: (url: string) => string): PendingSignIns {
  const newest = new Map<string, { pending: PendingSignIn; cancel(): void }>();
  const lastOutcomes = new Map<string, NonNullable<SignInState["last"]>>();

  const cancel = (account: string): void => {
    const entry = newest.get(account);
    newest.delete(account);
    entry?.cancel();
  };
  return {
    async begin(account, { method, requestedSet, redirectUri }) {
      const signIn: DeviceCodeSignIn | CallbackSignIn =
        method === "device-code"
          ? await account.signIn.deviceCode({ requestedSet })
          : await account.signIn.callback(redirectUri, { requestedSet });
      const pending: PendingSignIn = {
        method,
        requestedSet,
        ...(signIn.method === "device-code"
          ? { url: browserUrl(signIn.verificationUri), userCode: signIn.userCode }
          : { url: signIn.url, redirectUri: signIn.redirectUri }),
        expiresAt: signIn.expiresAt.toISOString(),
      };
      // Stops polling for a code that is no longer shown. Sign-ins by callback stay valid: several browsers may be on their way back.
      if (newest.get(account.name)?.pending.method === "device-code") cancel(account.name);
      const entry = { pending, cancel: () => signIn.cancel() };
      newest.set(account.name, entry);
      void signIn.done.then((result) => {
        const isNewest = newest.get(account.name) === entry;
        if (isNewest) newest.delete(account.name);
        if (isNewest || result.outcome === "signed-in")
          lastOutcomes.set(account.name, { ...toSignInOutcome(result), at: clock.now().toISOString() });
      });
      return pending;
    },
    state: (account) => ({ pending: newest.get(account)?.pending ?? null, last: lastOutcomes.get(account) ?? null }),
    cancel,
    forget(account) {
      cancel(account);
      lastOutcomes.delete(account);
    },
  };
}
