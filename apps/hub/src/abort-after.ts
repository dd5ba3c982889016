/** A signal that aborts after this time (ms), unless it is stopped before. */
export interface TimedAbort {
  readonly signal: AbortSignal;
  stop(): void;
}

/**
 * Use it in `AbortSignal.any` in place of `AbortSignal.timeout`: nothing but the combined signal refers to that one, and Node then removes it
 * with the next garbage collection, so that it never aborts (https://github.com/nodejs/node/issues/57736).
 */
export function abortAfter(ms: number): TimedAbort {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}
