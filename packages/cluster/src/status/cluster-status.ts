import { type Clock, systemClock } from "@casement/core";
import type { ClusterMetrics, WorkerFigures } from "@casement/host";
import { createSlotKeys, slotCount } from "../ownership/slot-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { withinLimit } from "../state/within-limit.ts";
import { figuresKeyOf } from "./worker-figures.ts";

interface StatusOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  /** All processes must have the same. Default: 256. */
  readonly slots?: number;
}

/** What a worker says of itself, see `SharingWorker`. */
interface WorkerText {
  readonly id: string;
  readonly since: string;
  readonly accounts: number;
  readonly isDraining: boolean;
}

/** How a cluster is doing, from any process. `withoutWorker`: the names of the accounts that no worker runs now. */
export async function readClusterStatus(
  options: StatusOptions,
): Promise<Omit<ClusterMetrics, "withoutWorker"> & { readonly withoutWorker: readonly string[] }> {
  const { redis, slots = slotCount } = options;
  const keys = createSlotKeys(options.keys);
  const ids = await redis.smembers(keys.workers);
  const [places, locks, closed, takeovers] = await Promise.all([
    redis.hgetall(keys.places),
    redis.mget(Array.from({ length: slots }, (_, slot) => keys.lock(slot))),
    redis.hlen(keys.closed),
    redis.get(keys.takeovers),
  ]);
  const workers = await Promise.all(
    ids.map(async (id) => {
      const [text, left, told] = await Promise.all([
        redis.get(keys.worker(id)),
        redis.pttl(keys.worker(id)),
        redis.get(figuresKeyOf(options.keys, id)),
      ]);
      if (text === null) return [];
      const { since, accounts, isDraining } = JSON.parse(text) as WorkerText;
      const figures = told === null ? {} : { figures: JSON.parse(told) as WorkerFigures };
      return [{ id, since, accounts, isDraining, heardMs: Math.max(0, workerLifetime - left), ...figures }];
    }),
  );
  return {
    workers: workers.flat().sort((a, b) => (a.since < b.since ? -1 : 1)),
    accounts: Object.keys(places).length,
    withoutWorker: Object.entries(places).flatMap(([name, slot]) => (locks[Number(slot)] ? [] : [name])),
    setAside: closed,
    takeovers: Number(takeovers ?? 0),
  };
}

/** How long a worker that is not heard counts as one, with the times that it has by default (ms). */
const workerLifetime = 10_000;
/** How often the status is read (ms). */
const interval = 5_000;

export interface WatchedStatus {
  /** Undefined until it was read the first time. */
  readonly current: ClusterMetrics | undefined;
  stop(): void;
}

/** Keeps the status of a cluster for those who need it at once. While Redis does not answer, it stays what it was. */
export function watchClusterStatus(options: StatusOptions & { readonly clock?: Clock }): WatchedStatus {
  const { redis, clock = systemClock } = options;
  let current: ClusterMetrics | undefined;
  let isStopped = false;
  let cancel = (): void => {};
  const look = async (): Promise<void> => {
    // What is sent to a Redis that is gone would wait there.
    if (redis.status === "ready") {
      const found = await withinLimit(clock, interval, readClusterStatus(options)).catch(() => undefined);
      if (found) current = { ...found, withoutWorker: found.withoutWorker.length };
    }
    if (!isStopped) cancel = clock.after(interval, () => void look());
  };
  cancel = clock.after(0, () => void look());
  return {
    get current() {
      return current;
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
