import { setMaxListeners } from "node:events";
import type { Clock } from "@casement/core";

export const timedOut: unique symbol = Symbol("timed out");

/** Runs `work` with a signal that aborts after `ms` or with `signal`. Settles at that moment even if `work` ignores the signal. */
export function withTimeout<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof timedOut> {
  return new Promise((resolve, reject) => {
    const timeout = new AbortController();
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
      timeout.abort();
      resolve(timedOut);
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

/** Returns a signal that aborts with the first of `signals`. `unlink` removes the listeners from `signals`, which may live much longer. */
export function linkSignals(...signals: readonly AbortSignal[]): { signal: AbortSignal; unlink(): void } {
  const controller = new AbortController();
  // Many requests listen to the same signal. By default, Node warns of a leak at more than ten listeners.
  setMaxListeners(0, controller.signal, ...signals);
  const listeners = signals.map((signal) => {
    const onAbort = () => controller.abort(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
    return () => signal.removeEventListener("abort", onAbort);
  });
  return {
    signal: controller.signal,
    unlink: () => {
      for (const stop of listeners) stop();
    },
  };
}
