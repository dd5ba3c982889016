import type { Clock } from "@casement/core";
import type { RedisConnection } from "./connect-redis.ts";

/** Names and values in turn. */
export type StreamEntry = readonly [id: string, fields: readonly Buffer[]];

export interface StreamFollower {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly stream: string;
  /** The id after which it begins; `0-0` for the beginning. */
  readonly after: string;
  /** New entries, oldest first. The next ones come when it has resolved. */
  onEntries(entries: readonly StreamEntry[]): Promise<void>;
  /** Entries were missed: they were removed before they were read, or Redis lost its last ones. Returns the id from which to go on. */
  onGap(): Promise<string>;
  /** Something failed, for the log. It is tried again after a second. */
  onProblem(error: unknown): void;
}

const batch = 1_000;
/** How long a read waits in Redis (ms). */
const waitMs = 5_000;

/** Reads a stream as it grows, until `stop` is called. What was missed is told. */
export function followStream({ redis: shared, clock, stream, after, onEntries, onGap, onProblem }: StreamFollower): {
  stop(): Promise<void>;
} {
  // A connection of its own, because it waits in Redis. Without the limit, one that died unnoticed would be read for ever.
  const redis = shared.duplicate({ socketTimeout: 3 * waitMs });
  redis.on("error", onProblem);
  let isStopping = false;
  let isReading = false;
  let wake = (): void => {};
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(1_000, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  const follow = async (): Promise<void> => {
    let at = after;
    while (!isStopping) {
      try {
        isReading = true;
        const reply = await redis.xreadBuffer("COUNT", batch, "BLOCK", waitMs, "STREAMS", stream, at);
        // Nothing between was removed while the entry from which it was read is still there.
        const isWhole = at === "0-0" || (await redis.xrange(stream, at, at)).length === 1;
        isReading = false;
        if (!isWhole) {
          at = await onGap();
          continue;
        }
        const entries = (reply?.[0]?.[1] ?? []).map(([id, fields]): StreamEntry => [String(id), fields]);
        if (entries.length === 0) continue;
        await onEntries(entries);
        at = entries.at(-1)![0];
      } catch (error) {
        isReading = false;
        if (isStopping) return;
        onProblem(error);
        await pause();
      }
    }
  };
  const ended = follow();
  return {
    async stop() {
      isStopping = true;
      wake();
      redis.disconnect();
      // While Redis is gone, ioredis leaves what it was asked unanswered.
      if (!isReading) await ended;
    },
  };
}

/** The id of the newest entry; `0-0` if there is none. */
export async function lastIdOf(redis: RedisConnection, stream: string): Promise<string> {
  const [newest] = await redis.xrevrange(stream, "+", "-", "COUNT", 1);
  return newest?.[0] ?? "0-0";
}
