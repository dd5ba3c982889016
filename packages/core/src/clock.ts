/** The source of time of host and emulator. Tests replace it. */
export interface Clock {
  now(): Date;
  /** Calls `fn` once after `ms` milliseconds. The returned function cancels the call. */
  after(ms: number, fn: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
