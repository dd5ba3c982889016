import { CasementError } from "@casement/core";

/** The promise, unless Ctrl-C comes first. @throws CasementError `stopped` */
export function raceInterrupt<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new CasementError("stopped", "Interrupted."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
