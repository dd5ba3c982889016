import { type Clock, systemClock } from "@casement/core";
import type { GovernorPort } from "@casement/host/ports";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { whenReady } from "../redis/when-ready.ts";
import { withinLimit } from "../state/within-limit.ts";
import { grantTokens, pauseTokens } from "./grant-tokens.ts";
import { type GraphLimit, graphLimits } from "./graph-limits.ts";
import { createLoneBuckets, type LoneBuckets } from "./lone-buckets.ts";
import { type SharedBuckets, type SharedBy, sharedBucketsOf } from "./token-buckets.ts";
import { createTokenLine, type TokenLine } from "./token-line.ts";

export interface RedisGovernorOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  /** The id of this process among the workers. */
  readonly worker: string;
  /** How many workers there are, as far as is known. */
  readonly workers: () => number;
  /** Default: what Microsoft publishes. */
  readonly limits?: readonly GraphLimit[];
  readonly clock?: Clock;
  /** How long Redis may take to answer (ms). Default: 1,000. */
  readonly answerLimit?: number;
}

/** Shares Microsoft's limits over all workers, with token buckets in Redis. */
export function createRedisGovernor(options: RedisGovernorOptions): GovernorPort {
  const { keys, limits = graphLimits, clock = systemClock } = options;
  const outlets = new Map<string, Outlet>();
  const outletOf = (by: SharedBy): Outlet => {
    const shared = sharedBucketsOf(keys.prefix, limits, by);
    const known = outlets.get(shared.key);
    if (known) return known;
    const outlet = createOutlet({ ...options, clock }, shared);
    outlets.set(shared.key, outlet);
    return outlet;
  };
  return {
    take(share, signal) {
      signal.throwIfAborted();
      return outletOf(share).join(share, signal);
    },
    pause: (share, ms) => outletOf(share).pause(ms),
  };
}

/** All requests of this process that share the same buckets. */
interface Outlet extends TokenLine {
  pause(ms: number): void;
}

function createOutlet(options: RedisGovernorOptions & { readonly clock: Clock }, shared: SharedBuckets): Outlet {
  const { redis, worker, workers, clock, answerLimit = 1_000 } = options;
  let alone: LoneBuckets | undefined;
  let pausedUntil = 0;
  const isReady = (): boolean => redis.status === "ready";
  const ask = async (wanted: number): Promise<number> => {
    if (clock.now().getTime() < pausedUntil) return 0;
    // The first that finds Redis gone waits for it; the others do not.
    if (alone && !isReady()) return alone.take(wanted);
    try {
      await withinLimit(clock, answerLimit, whenReady(redis));
      const { tokens } = await withinLimit(clock, answerLimit, grantTokens(redis, shared, worker, wanted));
      alone = undefined;
      return tokens;
    } catch {
      alone ??= createLoneBuckets(clock, shared, workers());
      return alone.take(wanted);
    }
  };
  return {
    ...createTokenLine(clock, ask),
    pause(ms) {
      if (!shared.isPausable) return;
      pausedUntil = Math.max(pausedUntil, clock.now().getTime() + ms);
      if (isReady()) void pauseTokens(redis, shared, ms).catch(() => {});
    },
  };
}
