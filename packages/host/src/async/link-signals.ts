import { setMaxListeners } from "node:events";

/**
 * Returns a signal that aborts with the first of `signals`. `unlink` removes the listeners from `signals`. Use it where one of the signals
 * lives much longer than the result: an account's, the host's. Node keeps what `AbortSignal.any` adds to such a signal
 * (https://github.com/nodejs/node/issues/55351), so that is right only where all signals end together.
 */
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
