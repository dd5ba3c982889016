import { CasementError } from "@casement/core";
import type { CallbackSignIn, DeviceCodeSignIn, SignIn, SignInOptions, SignInResult } from "@casement/host";
import type { AccountOperation } from "@casement/host/ports";
import type { AskOptions } from "./owner-calls.ts";

export interface FrontSignInOptions {
  ask<T>(operation: AccountOperation, options?: AskOptions): Promise<T>;
  /** Between two questions to an account that is on its way to another worker. */
  pause(): Promise<void>;
  /** Takes over what the account is now. */
  learn(): Promise<void>;
}

/** The answer to `signIn`. */
type Begun<S extends DeviceCodeSignIn | CallbackSignIn> = Omit<S, "done" | "cancel" | "expiresAt"> & { readonly expiresAt: string };

/** Signs in at the owner of the account. */
export function createFrontSignIn({ ask, pause, learn }: FrontSignInOptions): SignIn {
  const outcome = async (id: string): Promise<SignInResult> => {
    for (;;) {
      const result = await ask<SignInResult | undefined>({ do: "awaitSignIn", id }).catch((error) => {
        if (!isMoving(error)) throw error;
        return pause();
      });
      if (!result) continue;
      await learn();
      return result;
    }
  };
  const follow = <S extends DeviceCodeSignIn | CallbackSignIn>({ expiresAt, ...shown }: Begun<S>) => {
    const done = outcome(shown.id).catch((error): SignInResult => endedBy(error));
    const cancel = (): void => void ask({ do: "cancelSignIn", id: shown.id }).catch(() => {});
    return { ...shown, expiresAt: new Date(expiresAt), done, cancel };
  };
  const requested = ({ requestedSet }: SignInOptions = {}) => (requestedSet === undefined ? {} : { requestedSet });
  const once = { repeatable: false };
  return {
    async deviceCode(options) {
      const { signal } = options ?? {};
      const begun = await ask<Begun<DeviceCodeSignIn>>(
        { do: "signIn", method: "device-code", ...requested(options) },
        { ...once, ...(signal && { signal }) },
      );
      const signIn = follow(begun);
      signal?.addEventListener("abort", signIn.cancel, { once: true });
      return signIn as DeviceCodeSignIn;
    },
    async callback(redirectUri, options) {
      const begun = await ask<Begun<CallbackSignIn>>({ do: "signIn", method: "callback", redirectUri, ...requested(options) }, once);
      return follow(begun) as CallbackSignIn;
    },
    async complete(url) {
      const result = await ask<SignInResult>({ do: "completeSignIn", url }, once);
      await learn();
      return result;
    },
    outcome,
    cancel: (id) => ask({ do: "cancelSignIn", id }),
    async renew() {
      await ask({ do: "renew" });
      await learn();
    },
  };
}

/** The account is going to another worker, which goes on with the sign-in. */
const isMoving = (error: unknown): boolean => CasementError.is(error) && ["stopped", "lease-lost", "not-running"].includes(error.code);

function endedBy(error: unknown): SignInResult {
  const known = CasementError.is(error) ? error : new CasementError("internal", "An unexpected error occurred.");
  return { outcome: "failed", code: known.code, means: known.message, cure: "Start the sign-in again." };
}
