import type { Clock } from "@casement/core";
import type { AccountHandle, CallbackSignIn, DeviceCodeSignIn } from "@casement/host";
import { type SignInOutcome, signInOutcome } from "./sign-in-outcome.ts";

export type SignInMethod = "device-code" | "callback" | "paste";

export interface SignInRequest {
  readonly method: SignInMethod;
  readonly withoutUpdates: boolean;
  readonly redirectUri: string;
}

/** What a person needs in order to sign in. */
export interface ShownSignIn {
  readonly method: SignInMethod;
  /** Where the browser goes. */
  readonly url: string;
  /** Device code: to be typed at `url`. */
  readonly userCode?: string;
  /** Callback and paste: where the browser ends. */
  readonly redirectUri?: string;
  readonly expiresAt: string;
}

export interface SignInState {
  /** The newest sign-in that waits for its person. */
  readonly pending: ShownSignIn | null;
  /** How the one before ended, since the hub started. */
  readonly last: (SignInOutcome & { readonly at: string }) | null;
}

/** The sign-ins that were begun over HTTP, one on show for an account, so that a page can follow them. */
export interface SignInBoard {
  begin(account: AccountHandle, request: SignInRequest): Promise<ShownSignIn>;
  state(account: string): SignInState;
  cancel(account: string): void;
}

export function createSignInBoard(clock: Clock, browserUrl: (url: string) => string): SignInBoard {
  const pending = new Map<string, { shown: ShownSignIn; cancel(): void }>();
  const last = new Map<string, NonNullable<SignInState["last"]>>();

  const cancel = (account: string): void => {
    const entry = pending.get(account);
    pending.delete(account);
    entry?.cancel();
  };
  return {
    async begin(account, { method, withoutUpdates, redirectUri }) {
      const begun: DeviceCodeSignIn | CallbackSignIn =
        method === "device-code"
          ? await account.signIn.deviceCode({ withoutUpdates })
          : await account.signIn.callback(redirectUri, { withoutUpdates });
      const shown: ShownSignIn = {
        method,
        ...(begun.method === "device-code"
          ? { url: browserUrl(begun.verificationUri), userCode: begun.userCode }
          : { url: begun.url, redirectUri: begun.redirectUri }),
        expiresAt: begun.expiresAt.toISOString(),
      };
      // A code that nobody looks at any more need not be asked about. Several browsers may be on their way back, so those go on waiting.
      const before = pending.get(account.name);
      if (before?.shown.method === "device-code") cancel(account.name);
      const entry = { shown, cancel: () => begun.cancel() };
      pending.set(account.name, entry);
      void begun.done.then((result) => {
        const onShow = pending.get(account.name) === entry;
        if (onShow) pending.delete(account.name);
        if (onShow || result.outcome === "signed-in") last.set(account.name, { ...signInOutcome(result), at: clock.now().toISOString() });
      });
      return shown;
    },
    state: (account) => ({ pending: pending.get(account)?.shown ?? null, last: last.get(account) ?? null }),
    cancel,
  };
}
