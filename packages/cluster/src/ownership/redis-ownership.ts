import { randomBytes } from "node:crypto";
import { CasementError, type Clock, systemClock } from "@casement/core";
import type { AccountOwner, OwnershipPort } from "@casement/host/ports";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import { type CrashPolicy, createTrials, defaultCrashPolicy } from "./account-trials.ts";
import { repeatTask } from "./repeat-task.ts";
import { type SharingWorker, shareOf, surplusOf } from "./shares.ts";
import { workerCrashed } from "./slot-accounts.ts";
import { createSlotEngine } from "./slot-engine.ts";
import { createSlotKeys, slotCount, slotOf } from "./slot-keys.ts";
import { notOwned } from "./slot-lease.ts";
import type { SlotRun } from "./slot-run.ts";
import { createSlotRuns, type SlotRuns } from "./slot-runs.ts";
import { createMembership } from "./worker-membership.ts";

export interface RedisOwnershipOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  /** How many accounts this process runs at most, about. Default: no limit. */
  readonly capacity?: number;
  /** What the operator should know: Redis does not answer, an account cannot be opened, the process was held up. Never an address or a content. */
  readonly onProblem: (problem: OwnershipProblem) => void;
  /** Another worker ended, or was held up, without giving its slots back. */
  readonly onTakeover?: (worker: string, slot: number) => void;
  readonly clock?: Clock;
  /** Of this process. Default: random. */
  readonly id?: string;
  /** All processes must have the same. Default: 256. */
  readonly slots?: number;
  readonly times?: Partial<OwnershipTimes>;
  readonly crashPolicy?: Partial<CrashPolicy>;
}

export interface OwnershipProblem {
  readonly message: string;
  readonly account?: string;
  readonly error?: unknown;
}

/** In milliseconds. */
export interface OwnershipTimes {
  /** How long a slot stays with a worker that does not renew its lock. */
  readonly lockDuration: number;
  /** How often somebody looks for slots that were left behind. */
  readonly stalledInterval: number;
  /** How often workers tell each other that they live. One that is silent for three times this, and as long as a lock, gets no share any more. */
  readonly heartbeat: number;
  /** A slot that was moved stays for this time. */
  readonly moveInterval: number;
  /** How long a slot that moves waits for its accounts to close. */
  readonly closeLimit: number;
  /** How long `run` waits for a Redis that does not answer. */
  readonly waitLimit: number;
}

const defaultTimes: OwnershipTimes = {
  lockDuration: 10_000,
  stalledInterval: 2_000,
  heartbeat: 1_000,
  moveInterval: 60_000,
  closeLimit: 30_000,
  waitLimit: 60_000,
};

/** Slots that are taken before the others are told again. */
const takenAtOnce = 64;
const movedAtOnce = 8;
const takeLanes = 16;
const drainedAtOnce = 16;
/** A process that cannot run a timer for so long is about to lose its locks. */
const tolerableLag = 2_000;

export interface RedisOwnership extends OwnershipPort {
  readonly id: string;
  /** The key that has the token of the owner of an account, for `createRedisState`. */
  lockOf(account: string): string;
  /** Changes how many accounts this process runs at most. */
  setCapacity(accounts: number): void;
}

/** Which process of a cluster runs which account, decided by the locks of BullMQ. */
export function createRedisOwnership(options: RedisOwnershipOptions): RedisOwnership {
  const { redis, clock = systemClock, id = randomBytes(9).toString("base64url"), slots = slotCount, onTakeover = () => {} } = options;
  const times = { ...defaultTimes, ...options.times };
  const policy = { ...defaultCrashPolicy, ...options.crashPolicy };
  const keys = createSlotKeys(options.keys);
  const since = clock.now().toISOString();
  const report = (message: string, error?: unknown, account?: string): void =>
    options.onProblem({ message, ...(account !== undefined && { account }), ...(error !== undefined && { error }) });
  const onProblem = (error: unknown): void =>
    report("Redis does not answer as it should. Accounts stay where they are, until their locks end.", error);
  const lifetime = Math.max(3 * times.heartbeat, times.lockDuration);
  const membership = createMembership({ redis, keys, id, lifetime, silence: 3 * times.heartbeat, policy });
  const engine = createSlotEngine({ ...times, redis, keys: options.keys, worker: id, slots, clock, onProblem });
  const trials = createTrials({ redis, keys, worker: id, policy });
  let capacity = options.capacity ?? Number.POSITIVE_INFINITY;
  let accountsInAll = 0;
  /** Slots whose accounts have changed since they were read. */
  const outdated = new Set<number>();
  let isDraining = false;
  let starting: Promise<void> | undefined;
  let draining: Promise<void> | undefined;
  let slotRuns: SlotRuns | undefined;
  let drained: (() => void) | undefined;
  const runs = (): readonly SlotRun[] => slotRuns?.all() ?? [];
  const owned = (): readonly SlotRun[] => runs().filter(({ isEnding }) => !isEnding);
  const me = (): SharingWorker => ({
    id,
    since,
    isDraining,
    accounts: runs().reduce((sum, run) => sum + run.accounts.size, 0),
    slots: owned().length,
    limit: accountsInAll === 0 ? slots : Math.min(slots, Math.max(1, Math.floor((capacity * slots) / accountsInAll))),
  });

  /** Takes slots, several at a time: the way to Redis and back, for each one after the other, took longer than everything else. Returns how many. */
  const takeUpTo = async (wanted: number): Promise<number> => {
    let [left, taken] = [wanted, 0];
    const lane = async (): Promise<void> => {
      while (!isDraining && left > 0) {
        left--;
        if (!(await slotRuns?.take())) return;
        taken++;
      }
    };
    await inLanes(takeLanes, lane);
    return taken;
  };
  /** Takes or gives back some slots. Returns whether there may be more to do soon. */
  const adjust = async (now: number): Promise<boolean> => {
    const workers = [me(), ...membership.workers().slice(1)];
    // A worker that has ended counts until its key does. Then there are slots for all who lack some, and nothing needs to move.
    const surplus = membership.isSomebodySilent() ? 0 : surplusOf(id, owned().length, workers, slots);
    const free = movedAtOnce - (runs().length - owned().length);
    // A slot that may be lost is not given back: the next renewal says whether it is.
    const movable = owned().filter(({ movedAt, lease }) => lease.sure(0) && now - movedAt >= times.moveInterval);
    const moved = movable.toReversed().slice(0, Math.max(0, Math.min(surplus, free)));
    for (const run of moved) slotRuns?.giveBack(run, true).catch(onProblem);
    const taken = await takeUpTo(Math.min(takenAtOnce, shareOf(id, workers, slots) - owned().length));
    return moved.length > 0 || taken > 0;
  };
  const beat = async (): Promise<number> => {
    try {
      const { now, accounts, changed } = await trials.tellClosed((closed) => membership.beat(me(), closed));
      accountsInAll = accounts;
      for (const slot of changed) outdated.add(slot);
      if (isDraining) return times.heartbeat;
      for (const slot of outdated) {
        await slotRuns?.reload(slot);
        outdated.delete(slot);
      }
      const isMoving = await adjust(now);
      await slotRuns?.openWaiting(now);
      return isMoving ? times.heartbeat / 10 : times.heartbeat;
    } catch (error) {
      onProblem(error);
      return times.heartbeat;
    }
  };
  const heartbeats = repeatTask(clock, beat);
  const renewals = repeatTask(clock, async (late) => {
    if (late > tolerableLag)
      report(`This process was held up for ${Math.round(late)} ms. After ${times.lockDuration} ms, others run its accounts.`);
    await slotRuns?.renew().catch(onProblem);
    return times.lockDuration / 4;
  });
  const giveAllBack = async (): Promise<void> => {
    const left = [...runs()];
    const lane = async (): Promise<void> => {
      for (let run = left.pop(); run; run = left.pop()) await slotRuns?.giveBack(run, false).catch(onProblem);
    };
    await inLanes(drainedAtOnce, lane);
    await slotRuns?.closed();
  };
  const within = async (limit: number, task: Promise<unknown>): Promise<void> => {
    await withinLimit(clock, limit, task).catch(() => {});
  };
  const leave = async (limit: number): Promise<void> => {
    isDraining = true;
    const deadline = clock.now().getTime() + limit;
    const left = (): number => Math.max(0, deadline - clock.now().getTime());
    await starting?.catch(() => {});
    if (slotRuns) {
      await within(left(), heartbeats.now());
      await within(left(), giveAllBack());
      await within(abandonLimit, Promise.all(runs().map((run) => slotRuns?.abandon(run))));
      heartbeats.stop();
      renewals.stop();
      await within(abandonLimit, membership.leave());
    }
    await within(abandonLimit, engine.close());
    drained?.();
  };
  return {
    id,
    async run(owner: AccountOwner) {
      if (starting) throw new CasementError("internal", "This process owns accounts already.");
      if (isDraining) return;
      starting = withinLimit(clock, times.waitLimit, engine.start()).catch((error) => {
        throw unavailableBy(error);
      });
      await starting;
      if (isDraining) return;
      const onAccountProblem = (account: string, error: unknown): void => report("The account ended. It is opened again.", error, account);
      slotRuns = createSlotRuns({
        ...{ redis, keys, engine, trials, worker: id, owner, policy, clock, onTakeover, onProblem, onAccountProblem },
        lockDuration: times.lockDuration,
        closeLimit: times.closeLimit,
        isDraining: () => isDraining,
      });
      const ended = new Promise<void>((resolve) => {
        drained = resolve;
      });
      renewals.start();
      heartbeats.start();
      await ended;
    },
    drain(limit) {
      draining ??= leave(limit);
      return draining;
    },
    workers: () =>
      [me(), ...membership.workers().slice(1)].map(({ id: name, since: from, accounts, isDraining: draining }) => ({
        id: name,
        since: from,
        accounts,
        isDraining: draining,
      })),
    lease(account) {
      const run = slotRuns?.of(account);
      const lease = run?.accounts.get(account)?.lease;
      if (lease) return lease;
      const closed = run?.known.find(({ name }) => name === account)?.closed;
      throw closed ? workerCrashed(account, closed) : notOwned(account);
    },
    lockOf: (account) => keys.lock(slotRuns?.of(account)?.taken.slot ?? slotOf(account, slots)),
    setCapacity(accounts) {
      capacity = accounts;
    },
  };
}

const inLanes = async (count: number, lane: () => Promise<void>): Promise<void> => {
  await Promise.all(Array.from({ length: count }, lane));
};

/** How long a drain waits for a Redis that does not answer, after its limit (ms). */
const abandonLimit = 1_000;
