import type { Clock } from "@casement/core";
import type { SharedBuckets } from "./token-buckets.ts";

/** What a worker may send while it cannot ask the others: half of the limit, divided by the number of workers. */
export interface LoneBuckets {
  /** Returns how many tokens there are, at most `wanted`, and takes them. */
  take(wanted: number): number;
}

const usedPart = 0.5;
/** Longer than the time between two requests for tokens (s). */
const heldSeconds = 1.5;

/** They begin empty and hold little: the others may have sent just now, and when Redis is back, its buckets are full. */
export function createLoneBuckets(clock: Clock, { ofTenant, ofApp }: SharedBuckets, workers: number): LoneBuckets {
  const part = usedPart / Math.max(1, workers);
  const buckets = [...ofTenant, ...ofApp];
  const rate = part * Math.min(...buckets.map((bucket) => bucket.rate));
  const most = Math.max(1, Math.min(heldSeconds * rate, ...buckets.map(({ burst }) => part * burst)));
  let tokens = 0;
  let at = clock.now().getTime();
  return {
    take(wanted) {
      const now = clock.now().getTime();
      tokens = Math.min(most, tokens + (Math.max(0, now - at) / 1000) * rate);
      at = now;
      const taken = Math.min(wanted, Math.floor(tokens));
      tokens -= taken;
      return taken;
    },
  };
}
