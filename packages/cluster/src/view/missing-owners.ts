import type { Clock } from "@casement/core";
import { defaultCrashPolicy, suspectFrom } from "../ownership/account-trials.ts";
import { type ClosedAccount, readClosed } from "../ownership/slot-accounts.ts";
import { type SlotKeys, workerOfToken } from "../ownership/slot-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { withinLimit } from "../state/within-limit.ts";
import { groupBy } from "./group-by.ts";
import { type MissingReason, notRunning, setAside, triedSoon } from "./not-running.ts";

/** How often the locks are looked at (ms). */
const interval = 2_000;
/** How often a lock must be missing in a row, or an account wait: one that moves has no lock for a moment, and most wait for a moment only. */
const maxMisses = 3;

export interface MissingOwners {
  /** Why nobody runs the account: for some seconds nobody has, or Redis has not answered for as long; it waits to be tried, or is set aside. */
  reason(account: string): MissingReason | undefined;
  stop(): void;
}

/** Watches who runs the accounts. `onChange`: accounts whose answer of `reason` is another one now. */
export function watchOwners(options: {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly lockOf: (account: string) => string;
  /** The account whose sign-in it uses, or itself: both are opened together. */
  readonly signInOf: (account: string) => string;
  readonly keys: Pick<SlotKeys, "closed" | "crashes" | "opening">;
  readonly accounts: () => Iterable<string>;
  readonly onChange: (accounts: readonly string[]) => void;
}): MissingOwners {
  const { redis, clock, lockOf, signInOf, keys, accounts, onChange } = options;
  /** By lock. */
  let misses = new Map<string, number>();
  let aside = new Map<string, ClosedAccount>();
  /** How often in a row an account waited to be tried. */
  let waits = new Map<string, number>();
  let isStopped = false;
  let cancel = (): void => {};
  const reason = (account: string): MissingReason | undefined => {
    const own = aside.get(account);
    if (own) return setAside(account, own);
    if (isGone(misses, lockOf(account))) return notRunning(account);
    return isGone(waits, account) || isGone(waits, signInOf(account)) ? triedSoon(account) : undefined;
  };
  /** Accounts whose time has come are tried soon. */
  const stillAside = (found: Readonly<Record<string, string>>, now: number): Map<string, ClosedAccount> => {
    const entries = Object.entries(found).map(([account, text]) => [account, readClosed(text)] as const);
    return new Map(entries.filter(([, { until }]) => until > now));
  };

  /** What the owner of its lock has not opened yet. Those of which nobody has the lock are missing anyway. */
  const readWaiting = async (
    crashes: Readonly<Record<string, string>>,
    closed: readonly string[],
    tokens: ReadonlyMap<string, string | null>,
  ) => {
    const suspects = Object.keys(crashes).filter((account) => Number(crashes[account]) >= suspectFrom(defaultCrashPolicy));
    const found = await Promise.all(
      [...new Set([...suspects, ...closed])].map(async (account) => {
        const token = tokens.get(lockOf(account));
        return token && (await redis.zscore(keys.opening(workerOfToken(token)), account)) === null ? [account] : [];
      }),
    );
    return found.flat();
  };
  const ask = async (locks: readonly string[]) => {
    const [found, closed, crashes, [seconds]] = await Promise.all([
      redis.mget([...locks]),
      redis.hgetall(keys.closed),
      redis.hgetall(keys.crashes),
      redis.time(),
    ]);
    // They were set aside by the clock of Redis.
    const asideNow = stillAside(closed, 1_000 * Number(seconds));
    const due = Object.keys(closed).filter((account) => !asideNow.has(account));
    return { found, asideNow, waiting: await readWaiting(crashes, due, new Map(locks.map((lock, at) => [lock, found[at] ?? null]))) };
  };

  const look = async (): Promise<void> => {
    const byLock = groupBy(accounts(), lockOf);
    const locks = [...byLock.keys()];
    // What is sent to a Redis that is gone would wait there.
    const isReady = redis.status === "ready" && locks.length > 0;
    const answer = isReady ? await withinLimit(clock, interval, ask(locks)).catch(() => undefined) : undefined;
    if (isStopped) return;
    const [before, asideBefore, waitsBefore] = [misses, aside, waits];
    aside = answer?.asideNow ?? aside;
    misses = new Map(locks.map((lock, at) => [lock, answer?.found[at] ? 0 : (before.get(lock) ?? 0) + 1]));
    if (answer) waits = new Map(answer.waiting.map((account) => [account, (waitsBefore.get(account) ?? 0) + 1]));
    const moved = locks.filter((lock) => isGone(before, lock) !== isGone(misses, lock));
    const tried = [...waits.keys(), ...waitsBefore.keys()].filter((name) => isGone(waits, name) !== isGone(waitsBefore, name)).map(lockOf);
    const turned = [...aside.keys(), ...asideBefore.keys()].filter((name) => aside.get(name)?.until !== asideBefore.get(name)?.until);
    const changed = new Set([...[...moved, ...tried].flatMap((lock) => byLock.get(lock) ?? []), ...turned]);
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

const isGone = (counts: ReadonlyMap<string, number>, key: string): boolean => (counts.get(key) ?? 0) >= maxMisses;
