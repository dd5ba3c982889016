import { setMaxListeners } from "node:events";
import { CasementError, type Clock } from "@casement/core";
import type { CallOptions } from "@casement/host";
import type { AccountOperation, CallPort } from "@casement/host/ports";
import { type MissingReason, missingError } from "../view/not-running.ts";

/** Asks the owners of accounts. */
export interface OwnerCalls {
  /**
   * An answer of the owner, which the caller knows the type of. Without `repeatable: false`, it may run twice.
   * @throws CasementError `not-running` or `worker-crashed` if nobody runs the account, and nothing was begun; what the owner threw
   */
  ask<T>(account: string, operation: AccountOperation, options?: AskOptions): Promise<T>;
  /** A second. @throws CasementError `stopped` after `stop` */
  pause(): Promise<void>;
  /** Ends the calls that wait. */
  stop(): void;
  /** Resolves when no call is waiting. */
  settled(): Promise<void>;
}

export type AskOptions = Pick<CallOptions, "signal" | "progress"> & { readonly repeatable?: boolean; readonly limit?: number };

export interface OwnerCallsOptions {
  readonly calls: Pick<CallPort, "call">;
  readonly clock: Clock;
  readonly missing: (account: string) => MissingReason | undefined;
  /** How long a call waits for an account that nobody runs (ms). */
  readonly ownerLimit: number;
}

export function createOwnerCalls({ calls, clock, missing, ownerLimit }: OwnerCallsOptions): OwnerCalls {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const waiting = new Set<Promise<unknown>>();

  /** Gives up when nobody runs the account. A call that has begun ends by itself then. */
  const watchOwner = (account: string, stopping: AbortController): (() => void) => {
    let cancel = (): void => {};
    const look = (): void => {
      cancel = clock.after(ownerLimit, () => {
        const reason = missing(account);
        if (reason) stopping.abort(missingError(reason));
        else look();
      });
    };
    const known = missing(account);
    // Nobody takes it over soon.
    if (known?.code === "worker-crashed") stopping.abort(missingError(known));
    else look();
    return () => cancel();
  };

  const call = async (account: string, operation: AccountOperation, options: AskOptions): Promise<unknown> => {
    const { signal, progress, repeatable = true, limit } = options;
    const stopping = new AbortController();
    const stop = watchOwner(account, stopping);
    const linked = [ending.signal, ...(signal ? [signal] : [])];
    const onAbort = (): void => stopping.abort(linked.find(({ aborted }) => aborted)?.reason);
    for (const each of linked) each.addEventListener("abort", onAbort, { once: true });
    if (linked.some(({ aborted }) => aborted)) onAbort();
    try {
      return await calls.call(
        { account, operation, repeatable, ...(limit !== undefined && { limit }) },
        { signal: stopping.signal, ...(progress && { progress }) },
      );
    } finally {
      stop();
      for (const each of linked) each.removeEventListener("abort", onAbort);
    }
  };
  return {
    ask<T>(account: string, operation: AccountOperation, options: AskOptions = {}) {
      const answer = call(account, operation, options);
      waiting.add(answer);
      answer.catch(() => {}).finally(() => waiting.delete(answer));
      return answer as Promise<T>;
    },
    async pause() {
      await new Promise<void>((resolve) => void clock.after(1_000, resolve));
      ending.signal.throwIfAborted();
    },
    stop() {
      ending.abort(new CasementError("stopped", "The front is stopping."));
    },
    async settled() {
      while (waiting.size > 0) await Promise.allSettled(waiting);
    },
  };
}
