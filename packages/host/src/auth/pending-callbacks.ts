import { randomBytes } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { SignInResult } from "./sign-in-result.ts";
import type { StartedCallback, StartedSignIns } from "./started-sign-ins.ts";

/** A browser sign-in that was started and not completed. It contains the PKCE verifier. */
export interface PendingCallback extends StartedCallback {
  readonly done: Promise<SignInResult>;
  settle(result: SignInResult): void;
}

export interface PendingCallbacks {
  begin(
    of: Pick<StartedCallback, "redirectUri" | "requested" | "requestedSet" | "startedBy">,
  ): Promise<PendingCallback & { challenge: string }>;
  /** Goes on with one that another process has begun. */
  resume(started: StartedCallback): void;
  find(state: string): PendingCallback | undefined;
  /** Marks the sign-in as being completed, so that a second redirect is refused. @throws CasementError `sign-in-expired` */
  claim(state: string | undefined): PendingCallback;
  /** Makes the sign-in pending again after an outage: the code may still be valid. */
  release(pending: PendingCallback): void;
  cancel(pending: Pick<PendingCallback, "id">): void;
  clear(): void;
  /** Ends all of them in this process. Another one can go on with them. */
  close(): void;
}

const lifetimeMs = 15 * 60_000;

export function createPendingCallbacks(clock: Clock, started: StartedSignIns): PendingCallbacks {
  const waiting = new Map<string, PendingCallback & { taken?: boolean; stop(): void }>();
  function end(id: string, code: string, means: string): void {
    const pending = waiting.get(id);
    pending?.stop();
    pending?.settle({ outcome: "failed", code, means, cure: "Start the sign-in again." });
    waiting.delete(id);
  }
  function fail(id: string, code: string, means: string): void {
    end(id, code, means);
    void started.remove(id);
  }
  function wait(callback: StartedCallback): PendingCallback {
    const { promise, resolve } = withResolvers<SignInResult>();
    const left = callback.expiresAt - clock.now().getTime();
    const stop = clock.after(left, () => fail(callback.id, "sign-in-expired", "The sign-in was not completed within 15 minutes."));
    const pending = { ...callback, done: promise, settle: resolve, stop };
    waiting.set(callback.id, pending);
    return pending;
  }
  return {
    async begin(of) {
      const { CryptoProvider } = await import("@azure/msal-node");
      const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
      const id = `${randomBytes(32).toString("base64url")}.${of.startedBy}`;
      const nonce = randomBytes(16).toString("base64url");
      const callback: StartedCallback = { ...of, method: "callback", id, nonce, verifier, expiresAt: clock.now().getTime() + lifetimeMs };
      const pending = wait(callback);
      await started.add(callback);
      return { ...pending, challenge };
    },
    resume(callback) {
      if (!waiting.has(callback.id)) wait(callback);
    },
    find: (state) => waiting.get(state),
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
      void started.remove(pending.id);
      return pending;
    },
    release({ id }) {
      const pending = waiting.get(id);
      if (!pending) return;
      pending.taken = false;
      const { done: _, settle: _settle, stop: _stop, taken: _taken, ...callback } = pending;
      void started.add(callback);
    },
    cancel: ({ id }) => fail(id, "stopped", "The sign-in was canceled."),
    clear() {
      for (const id of [...waiting.keys()]) fail(id, "stopped", "The sign-in was canceled.");
    },
    close() {
      for (const id of [...waiting.keys()]) end(id, "stopped", "The sign-in was canceled.");
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
