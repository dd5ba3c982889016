import type { Clock } from "@casement/core";
import { type ClosedAccount, readClosed } from "../ownership/slot-accounts.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { withinLimit } from "../state/within-limit.ts";
import { groupBy } from "./group-by.ts";
import { type MissingReason, notRunning, setAside } from "./not-running.ts";

/** How often the locks are looked at (ms). */
const interval = 2_000;
/** How often a lock must be missing in a row: an account that moves has none for a moment. */
const maxMisses = 3;

export interface MissingOwners {
  /** Why nobody runs the account: for some seconds nobody has, or Redis has not answered for as long, or it is set aside. */
  reason(account: string): MissingReason | undefined;
  stop(): void;
}

/** Watches who runs the accounts. `onChange`: accounts whose answer of `reason` is another one now. `closed`: the hash of those that are set aside. */
export function watchOwners(options: {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly lockOf: (account: string) => string;
  readonly closed: string;
  readonly accounts: () => Iterable<string>;
  readonly onChange: (accounts: readonly string[]) => void;
}): MissingOwners {
  const { redis, clock, lockOf, closed, accounts, onChange } = options;
  /** By lock. */
  let misses = new Map<string, number>();
  let aside = new Map<string, ClosedAccount>();
  let isStopped = false;
  let cancel = (): void => {};
  const reason = (account: string): MissingReason | undefined => {
    const own = aside.get(account);
    if (own) return setAside(account, own);
    return (misses.get(lockOf(account)) ?? 0) >= maxMisses ? notRunning(account) : undefined;
  };
  /** Accounts whose time has come are being tried. */
  const stillAside = (found: Readonly<Record<string, string>>): Map<string, ClosedAccount> => {
    const now = clock.now().getTime();
    const entries = Object.entries(found).map(([account, text]) => [account, readClosed(text)] as const);
    return new Map(entries.filter(([, { until }]) => until > now));
  };

  const look = async (): Promise<void> => {
    const byLock = groupBy(accounts(), lockOf);
    const locks = [...byLock.keys()];
    // What is sent to a Redis that is gone would wait there.
    const isReady = redis.status === "ready" && locks.length > 0;
    const asked = isReady ? Promise.all([redis.mget(locks), redis.hgetall(closed)]) : undefined;
    const [found, asideNow] = (asked && (await withinLimit(clock, interval, asked).catch(() => undefined))) ?? [[], undefined];
    if (isStopped) return;
    const [before, asideBefore] = [misses, aside];
    aside = asideNow ? stillAside(asideNow) : aside;
    misses = new Map(locks.map((lock, at) => [lock, found[at] ? 0 : (before.get(lock) ?? 0) + 1]));
    const isGone = (counts: ReadonlyMap<string, number>, lock: string) => (counts.get(lock) ?? 0) >= maxMisses;
    const moved = locks.filter((lock) => isGone(before, lock) !== isGone(misses, lock)).flatMap((lock) => byLock.get(lock)!);
    const turned = [...aside.keys(), ...asideBefore.keys()].filter((name) => aside.get(name)?.until !== asideBefore.get(name)?.until);
    const changed = new Set([...moved, ...turned]);
    if (changed.size > 0) onChange([...changed]);
    cancel = clock.after(interval, () => void look());
  };
  cancel = clock.after(0, () => void look());
  return {
    reason,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
