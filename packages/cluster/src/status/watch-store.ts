import { type Clock, systemClock } from "@casement/core";
import { repeatTask } from "../ownership/repeat-task.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { withinLimit } from "../state/within-limit.ts";

/** Redis does not answer. */
export interface StoreProblem {
  /** When it was last known to answer. */
  readonly since: Date;
  /** Such as `ECONNREFUSED`. */
  readonly reason: string;
}

export interface WatchedStore {
  /** Undefined while Redis answers. It is at most three seconds old. */
  readonly problem: StoreProblem | undefined;
  stop(): void;
}

export interface WatchStoreOptions {
  readonly redis: RedisConnection;
  readonly clock?: Clock;
  /** Why the connection broke last, or could not be made. */
  readonly lastReason: () => string | undefined;
  /** Called after each look that says whether Redis answers. */
  readonly onLook?: (problem: StoreProblem | undefined) => void;
}

const interval = 1_000;
const answerLimit = 1_500;

/** Looks every second whether Redis answers. A connection can be open although nobody does. */
export function watchStore({ redis, clock = systemClock, lastReason, onLook = () => {} }: WatchStoreOptions): WatchedStore {
  let problem: StoreProblem | undefined;
  let answeredAt = clock.now();
  let isStopped = false;
  let asked: Promise<boolean> | undefined;
  /** One question at a time: what ioredis was asked while Redis is gone, it sends when Redis is back. */
  const ask = (): Promise<boolean> => {
    const answer = redis.ping().then(
      () => true,
      () => false,
    );
    asked = answer.finally(() => {
      asked = undefined;
    });
    return asked;
  };
  const answers = async (): Promise<boolean> => {
    if (redis.status !== "ready") return false;
    let hasAnswered = false;
    const answer = (asked ?? ask()).then((found) => {
      hasAnswered = found;
    });
    await withinLimit(clock, answerLimit, answer).catch(() => {});
    // If this process was held up, the answer may be there, and not read yet.
    if (!hasAnswered) await new Promise(setImmediate);
    return hasAnswered;
  };
  const look = async (): Promise<number> => {
    const isThere = await answers();
    if (isStopped) return interval;
    if (isThere) answeredAt = clock.now();
    // A connection that is being made, or breaks for a moment, is no problem yet.
    else if (clock.now().getTime() - answeredAt.getTime() < answerLimit) return interval;
    problem = isThere ? undefined : { since: answeredAt, reason: reasonOf(redis, lastReason()) };
    onLook(problem);
    return interval;
  };
  const looking = repeatTask(clock, look);
  const lookNow = (): void => void looking.now();
  redis.on("ready", lookNow);
  looking.start();
  return {
    get problem() {
      return problem;
    },
    stop() {
      isStopped = true;
      redis.off("ready", lookNow);
      looking.stop();
    },
  };
}

const reasonOf = ({ status }: RedisConnection, lastReason: string | undefined): string =>
  status === "ready" ? "it does not answer" : (lastReason ?? "the connection broke");
