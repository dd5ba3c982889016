import type { Clock } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";

/**
 * Bounds what requests with notifications cost, however many come: a bucket of tokens for each address. What does not fit is not even read, and is
 * made up for by one read of all that is subscribed to.
 */
export interface ArrivalLimit {
  /** Whether the notifications in a request from there may be taken. */
  takes(place: RequestPlace): boolean;
  close(): void;
}

/** Requests at once, and requests a second afterward. Microsoft puts many notifications into one request. */
const burst = 1_000;
const perSecond = 50;
/** More addresses than this count as one, so that nobody can fill the memory. */
const maxClients = 1_000;
/** How long to wait for the end of a flood before the read, and the shortest time between two (ms). */
const makeUpMs = 15_000;

interface TokenBucket {
  tokens: number;
  at: number;
}

/** `missed`: reads what may be lost. */
export function createArrivalLimit(clock: Clock, missed: () => void): ArrivalLimit {
  const buckets = new Map<string, TokenBucket>();
  let stopWaiting: (() => void) | undefined;
  const makeUp = (): void => {
    stopWaiting ??= clock.after(makeUpMs, () => {
      stopWaiting = undefined;
      missed();
    });
  };
  const refill = (bucket: TokenBucket, now: number): TokenBucket => {
    // The clock may have been set back.
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * perSecond) / 1_000);
    bucket.at = now;
    return bucket;
  };
  function bucketOf(client: string, now: number): TokenBucket {
    if (buckets.size >= maxClients && !buckets.has(client))
      for (const [key, bucket] of buckets) if (refill(bucket, now).tokens === burst) buckets.delete(key);
    const key = buckets.has(client) || buckets.size < maxClients ? client : "others";
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    buckets.set(key, bucket);
    return refill(bucket, now);
  }
  return {
    takes({ client = "" }) {
      const bucket = bucketOf(client, clock.now().getTime());
      if (bucket.tokens >= 1) {
        bucket.tokens--;
        return true;
      }
      makeUp();
      return false;
    },
    close: () => stopWaiting?.(),
  };
}
