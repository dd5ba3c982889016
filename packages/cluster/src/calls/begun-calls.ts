import type { Clock } from "@casement/core";

/** The calls that this process began and must not begin again, even if Redis, having lost its last second, says that they wait. */
export interface BegunCalls {
  /** Returns whether it is the first time. */
  begin(id: string): boolean;
}

/** Redis keeps no call longer, unless its caller waits longer (ms). */
const keptMs = 17 * 60_000;

export function createBegunCalls(clock: Clock): BegunCalls {
  const begun = new Map<string, number>();
  return {
    begin(id) {
      const now = clock.now().getTime();
      for (const [old, at] of begun) {
        if (now - at < keptMs) break;
        begun.delete(old);
      }
      if (begun.has(id)) return false;
      begun.set(id, now);
      return true;
    },
  };
}
