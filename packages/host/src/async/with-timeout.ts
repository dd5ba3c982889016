import { setMaxListeners } from "node:events";
import type { Clock } from "@casement/core";

export const timedOut: unique symbol = Symbol("timed out");

type Work<T> = Promise<T> | ((signal: AbortSignal) => Promise<T>);

/**
 * Runs `work` with a signal that aborts after `ms` or with `signal`. Settles at that moment even if `work` ignores the signal: after `ms`
 * with `timedOut`, or, if there is a `createError`, by rejecting with its error, which is also the reason of the abort. A promise instead of
 * `work` costs no signal.
 */
export function withTimeout<T>(clock: Clock, ms: number, signal: AbortSignal, work: Work<T>): Promise<T | typeof timedOut>;
export function withTimeout<T>(clock: Clock, ms: number, signal: AbortSignal, work: Work<T>, createError: () => Error): Promise<T>;
export function withTimeout<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: Work<T>,
  createError?: () => Error,
): Promise<T | typeof timedOut> {
  return new Promise((resolve, reject) => {
    const timeout = typeof work === "function" ? new AbortController() : undefined;
    // Much can wait for the same signal. By default, Node warns of a leak at more than ten listeners.
    setMaxListeners(0, signal, ...(timeout ? [timeout.signal] : []));
    const end = () => {
      cancel();
      signal.removeEventListener("abort", onAbort);
    };
    const onAbort = () => {
      end();
      timeout?.abort(signal.reason);
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      end();
      const error = createError?.();
      timeout?.abort(error);
      if (error) reject(error);
      else resolve(timedOut);
    });
    if (signal.aborted) {
      onAbort();
      // How it ends does not matter any more.
      if (typeof work !== "function") work.catch(() => {});
      return;
    }
    signal.addEventListener("abort", onAbort);
    (typeof work === "function" ? work(timeout!.signal) : work).then(
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
