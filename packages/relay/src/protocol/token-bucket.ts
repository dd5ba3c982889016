import type { Clock } from "@casement/core";

/** Lets `burst` through at once, and `perSecond` afterward. */
export interface TokenBucket {
  take(): boolean;
}

export function createTokenBucket(clock: Clock, burst: number, perSecond: number): TokenBucket {
  let [tokens, at] = [burst, clock.now().getTime()];
  return {
    take() {
      const now = clock.now().getTime();
      // The clock may have been set back.
      tokens = Math.min(burst, tokens + (Math.max(0, now - at) * perSecond) / 1_000);
      at = now;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
