import type { Clock } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";

/**
 * Bounds what requests with notifications cost, however many come: a bucket of tokens for each account and address of a sender. What does not fit is not
 * even read, and is made up for by one read of all that the account has subscribed to.
 */
export interface ArrivalLimit {
  /** Whether the notifications in a request from there may be taken. `account`: whose address it was sent to. */
  takes(place: RequestPlace, account: string | undefined): boolean;
  close(): void;
}

/** Requests at once, and requests a second afterward. Microsoft puts many notifications into one request. */
const burst = 1_000;
const perSecond = 50;
/** More buckets than this count as one, so that nobody can fill the memory. */
const maxBuckets = 20_000;
/** How long to wait for the end of a flood before the read, and the shortest time between two (ms). */
const makeUpMs = 15_000;

interface TokenBucket {
  tokens: number;
  at: number;
}

/** `missed`: reads what may be lost, of one account or of all. */
export function createArrivalLimit(clock: Clock, missed: (account: string | undefined) => void): ArrivalLimit {
  const buckets = new Map<string, TokenBucket>();
  /** By account. */
  const waiting = new Map<string | undefined, () => void>();
  const makeUp = (account: string | undefined): void => {
    // As many as there are buckets.
    if (waiting.has(account) || waiting.size > maxBuckets) return;
    const stop = clock.after(makeUpMs, () => {
      waiting.delete(account);
      missed(account);
    });
    waiting.set(account, stop);
  };
  const refill = (bucket: TokenBucket, now: number): TokenBucket => {
    // The clock may have been set back.
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * perSecond) / 1_000);
    bucket.at = now;
    return bucket;
  };
  function bucketOf(name: string, now: number): TokenBucket {
    if (buckets.size >= maxBuckets && !buckets.has(name))
      for (const [key, bucket] of buckets) if (refill(bucket, now).tokens === burst) buckets.delete(key);
    const key = buckets.has(name) || buckets.size < maxBuckets ? name : "others";
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    buckets.set(key, bucket);
    return refill(bucket, now);
  }
  return {
    takes({ client = "" }, account) {
      const bucket = bucketOf(`${client} ${account ?? ""}`, clock.now().getTime());
      if (bucket.tokens >= 1) {
        bucket.tokens--;
        return true;
      }
      makeUp(account);
      return false;
    },
    close() {
      for (const stop of waiting.values()) stop();
    },
  };
}
