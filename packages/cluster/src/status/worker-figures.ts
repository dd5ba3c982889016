import { type Clock, systemClock } from "@casement/core";
import type { Host, WorkerFigures } from "@casement/host";
import { repeatTask } from "../ownership/repeat-task.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { whenReady } from "../redis/when-ready.ts";
import { withinLimit } from "../state/within-limit.ts";

/** A string: what a worker says of its requests. */
export const figuresKeyOf = ({ prefix }: RedisKeys, worker: string): string => `${prefix}figures:${worker}`;

export interface WorkerFiguresOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  /** The id of this process among the workers. */
  readonly worker: string;
  readonly host: Pick<Host, "metrics" | "notifications">;
  /** Redis could not be used. It is tried again. */
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
}

const interval = 10_000;
const lifetime = 60_000;
const answerLimit = 2_000;

/** Tells fronts what the requests of this worker cost: one key, however many accounts it has. It has no names and no contents. */
export function tellWorkerFigures({ redis, keys, worker, host, onProblem, clock = systemClock }: WorkerFiguresOptions): { stop(): void } {
  const tell = async (): Promise<void> => {
    const { graph } = host.metrics();
    if (!graph) return;
    const figures: WorkerFigures = { graph: { calls: graph.calls, hours: graph.hours }, notifications: host.notifications.metrics() };
    await whenReady(redis);
    await redis.set(figuresKeyOf(keys, worker), JSON.stringify(figures), "PX", lifetime);
  };
  const telling = repeatTask(clock, async () => {
    await withinLimit(clock, answerLimit, tell()).catch(onProblem);
    return interval;
  });
  telling.start();
  return { stop: telling.stop };
}
