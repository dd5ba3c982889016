import type { Clock } from "@casement/core";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { withinLimit } from "../state/within-limit.ts";
import { groupBy } from "./group-by.ts";

/** How often the locks are looked at (ms). */
const interval = 2_000;
/** How often a lock must be missing in a row: an account that moves has none for a moment. */
const maxMisses = 3;

export interface MissingOwners {
  /** Whether nobody has run the account for some seconds, or Redis has not answered for as long. */
  isMissing(account: string): boolean;
  stop(): void;
}

/** Watches who runs the accounts. `onChange`: accounts whose answer of `isMissing` is another one now. */
export function watchOwners(options: {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly lockOf: (account: string) => string;
  readonly accounts: () => Iterable<string>;
  readonly onChange: (accounts: readonly string[]) => void;
}): MissingOwners {
  const { redis, clock, lockOf, accounts, onChange } = options;
  /** By lock. */
  let misses = new Map<string, number>();
  let isStopped = false;
  let cancel = (): void => {};
  const isMissing = (account: string): boolean => (misses.get(lockOf(account)) ?? 0) >= maxMisses;

  const look = async (): Promise<void> => {
    const byLock = groupBy(accounts(), lockOf);
    const locks = [...byLock.keys()];
    // What is sent to a Redis that is gone would wait there.
    const found = redis.status === "ready" && locks.length > 0 ? await withinLimit(clock, interval, redis.mget(locks)).catch(() => []) : [];
    if (isStopped) return;
    const before = misses;
    misses = new Map(locks.map((lock, at) => [lock, found[at] ? 0 : (before.get(lock) ?? 0) + 1]));
    const isGone = (counts: ReadonlyMap<string, number>, lock: string) => (counts.get(lock) ?? 0) >= maxMisses;
    const changed = locks.filter((lock) => isGone(before, lock) !== isGone(misses, lock)).flatMap((lock) => byLock.get(lock)!);
    if (changed.length > 0) onChange(changed);
    cancel = clock.after(interval, () => void look());
  };
  cancel = clock.after(0, () => void look());
  return {
    isMissing,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
