import { randomBytes } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { SignInResult } from "./sign-in-result.ts";

/** A browser sign-in that was started and not completed. Kept in memory only, because it contains the PKCE verifier. */
export interface PendingCallback {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly requested: readonly string[];
  readonly expiresAt: Date;
  readonly done: Promise<SignInResult>;
  settle(result: SignInResult): void;
}

export interface PendingCallbacks {
  /** `startedBy`: the account that started it, by which any process finds out to whom a redirect belongs. */
  begin(redirectUri: string, requested: readonly string[], startedBy: string): Promise<PendingCallback>;
  has(state: string): boolean;
  /** Marks the sign-in as being completed, so that a second redirect is refused. @throws CasementError `sign-in-expired` */
  claim(state: string | undefined): PendingCallback;
  /** Makes the sign-in pending again after an outage: the code may still be valid. */
  release(pending: PendingCallback): void;
  cancel(pending: PendingCallback): void;
  clear(): void;
}

const lifetimeMs = 15 * 60_000;

export function createPendingCallbacks(clock: Clock): PendingCallbacks {
  const waiting = new Map<string, PendingCallback & { taken?: boolean; stop(): void }>();
  function fail(state: string, code: string, means: string): void {
    const pending = waiting.get(state);
    pending?.stop();
    pending?.settle({ outcome: "failed", code, means, cure: "Start the sign-in again." });
    waiting.delete(state);
  }
  return {
    async begin(redirectUri, requested, startedBy) {
      const { CryptoProvider } = await import("@azure/msal-node");
      const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
      const [state, nonce] = [`${randomBytes(32).toString("base64url")}.${startedBy}`, randomBytes(16).toString("base64url")];
      const { promise, resolve } = withResolvers<SignInResult>();
      const stop = clock.after(lifetimeMs, () => fail(state, "sign-in-expired", "The sign-in was not completed within 15 minutes."));
      const expiresAt = new Date(clock.now().getTime() + lifetimeMs);
      const pending = { state, nonce, verifier, challenge, redirectUri, requested, expiresAt, done: promise, settle: resolve, stop };
      waiting.set(state, pending);
      return pending;
    },
    has: (state) => waiting.has(state),
    claim(state) {
      const pending = state === undefined ? undefined : waiting.get(state);
      if (!pending) {
        throw new CasementError(
          "sign-in-expired",
          "This address does not belong to a pending sign-in: it expired or was started elsewhere. Start the sign-in again.",
        );
      }
      if (pending.taken) throw new CasementError("sign-in-expired", "This sign-in is already finished. To sign in again, start a new one.");
      pending.taken = true;
      return pending;
    },
    release({ state }) {
      const pending = waiting.get(state);
      if (pending) pending.taken = false;
    },
    cancel: ({ state }) => fail(state, "stopped", "The sign-in was canceled."),
    clear() {
      for (const state of waiting.keys()) fail(state, "stopped", "The sign-in was canceled.");
    },
  };
}

function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
