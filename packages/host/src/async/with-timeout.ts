import { setMaxListeners } from "node:events";
import type { Clock } from "@casement/core";

export const timedOut: unique symbol = Symbol("timed out");

/**
 * Runs `work` with a signal that aborts after `ms` or with `signal`. Settles at that moment even if `work` ignores the signal: after `ms`
 * with `timedOut`, or, if there is a `createError`, by rejecting with its error, which is also the reason of the abort.
 */
export function withTimeout<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof timedOut>;
export function withTimeout<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  createError: () => Error,
): Promise<T>;
export function withTimeout<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  createError?: () => Error,
): Promise<T | typeof timedOut> {
  return new Promise((resolve, reject) => {
    const timeout = new AbortController();
    // Much can wait for the same signal. By default, Node warns of a leak at more than ten listeners.
    setMaxListeners(0, signal, timeout.signal);
    const end = () => {
      cancel();
      signal.removeEventListener("abort", onAbort);
    };
    const onAbort = () => {
      end();
      timeout.abort(signal.reason);
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      end();
      const error = createError?.();
      timeout.abort(error);
      if (error) reject(error);
      else resolve(timedOut);
    });
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort);
    work(timeout.signal).then(
      (value) => {
        end();
        resolve(value);
      },
      (error) => {
        end();
        reject(error);
      },
    );
  });
}
