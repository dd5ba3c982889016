/** The names of what calls have in Redis. */
export interface CallKeys {
  /** A hash: `state`, and what belongs to it. */
  readonly call: (id: string) => string;
  /** A stream: the ids of calls that wait for a worker, and of those whose callers have given up. */
  readonly worker: (worker: string) => string;
  /** A channel: the ids of a caller's calls that have news. */
  readonly news: (caller: string) => string;
}

export const createCallKeys = (prefix: string): CallKeys => ({
  call: (id) => `${prefix}call:${id}`,
  worker: (worker) => `${prefix}calls:${worker}`,
  news: (caller) => `${prefix}news:${caller}`,
});
