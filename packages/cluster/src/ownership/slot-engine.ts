import { CasementError, type Clock } from "@casement/core";
import { type Job, Queue, Worker } from "bullmq";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { bullPrefixOf, bullQueue, jobIdOf, slotOfJob } from "./slot-keys.ts";
import { type LeaseMoment, momentOf } from "./slot-lease.ts";

/** A slot whose lock this process has. */
export interface TakenSlot {
  readonly slot: number;
  readonly token: string;
  /** Before the request was sent that gave the lock. */
  readonly takenAt: LeaseMoment;
}

export interface SlotEngineOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly worker: string;
  readonly slots: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Slots as long-lived jobs of BullMQ, which are never completed: taking a job gives its lock, and a job whose lock was not renewed is given to the next
 * worker. Jobs are fetched and renewed by hand, one by one and with a token for each. BullMQ's own loop tells nobody when a lock was renewed or is gone,
 * uses a token again for the next job, and does not notice that it may take more.
 */
export interface SlotEngine {
  /** Adds the jobs that are missing, and begins to look for those that were left behind. */
  start(): Promise<void>;
  /** Takes a slot that nobody has. */
  take(): Promise<TakenSlot | undefined>;
  /** Returns the slots that are lost. */
  renew(taken: readonly TakenSlot[]): Promise<ReadonlySet<TakenSlot>>;
  /** Removes the lock; the slot is the next to be taken. Does nothing if the slot is lost. */
  giveBack(taken: TakenSlot): Promise<void>;
  close(): Promise<void>;
}

export function createSlotEngine(options: SlotEngineOptions): SlotEngine {
  const { redis, keys, worker: id, slots, lockDuration, stalledInterval, clock, onProblem } = options;
  const shared = { connection: redis, prefix: bullPrefixOf(keys) };
  const jobs = new WeakMap<TakenSlot, Job>();
  let worker: Worker | undefined;
  let taken = 0;
  return {
    async start() {
      const queue = new Queue(bullQueue, { ...shared, streams: { events: { maxLen: 1_000 } } });
      queue.on("error", onProblem);
      try {
        await requireSlotCount(redis, keys, slots);
        await queue.addBulk(Array.from({ length: slots }, (_, slot) => ({ name: "slot", data: {}, opts: { jobId: jobIdOf(slot) } })));
      } finally {
        await queue.close();
      }
      worker = new Worker(bullQueue, null, {
        ...shared,
        autorun: false,
        lockDuration,
        stalledInterval,
        // BullMQ counts what a job did not cause, and never counts down. What accounts cause is counted for each of them.
        maxStalledCount: 2_147_483_647,
      });
      worker.on("error", onProblem);
      await worker.startStalledCheckTimer();
    },
    async take() {
      const token = `${id}:${++taken}`;
      const takenAt = momentOf(clock);
      const job = await worker?.getNextJob(token, { block: false });
      if (!job) return undefined;
      const slot: TakenSlot = { slot: slotOfJob(job.id!), token, takenAt };
      jobs.set(slot, job);
      return slot;
    },
    async renew(all) {
      if (all.length === 0 || !worker) return new Set();
      const ids = all.map(({ slot }) => jobIdOf(slot));
      const lost = new Set(
        await worker.extendJobLocks(
          ids,
          all.map(({ token }) => token),
          lockDuration,
        ),
      );
      return new Set(all.filter((_, index) => lost.has(ids[index]!)));
    },
    async giveBack(slot) {
      const job = jobs.get(slot);
      // Refused if the lock is another's; then there is nothing to give back.
      await job?.moveToWait(slot.token).catch(() => {});
    },
    async close() {
      await worker?.close(true);
      worker = undefined;
    },
  };
}

/** @throws CasementError `config-invalid` if the other processes have another number of slots */
async function requireSlotCount(redis: RedisConnection, keys: RedisKeys, slots: number): Promise<void> {
  await redis.hsetnx(keys.cluster, "slots", slots);
  const found = Number(await redis.hget(keys.cluster, "slots"));
  if (found !== slots)
    throw new CasementError(
      "config-invalid",
      `The accounts of this cluster are in ${found} slots, and this process knows ${slots}. Use one version.`,
    );
}
