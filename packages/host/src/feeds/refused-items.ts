import { dayMs } from "@casement/core";

/** Where a key is read again because its feed's schema refused an item. */
export interface RetryPoint {
  /** The cursor from which the item comes again. Empty: only a full read brings it again. */
  readonly cursor: string;
  /** Start of the round before (ms, Graph's time). Since then, the item counts as new. */
  readonly since: number;
}

const [firstDelayMs, longestDelayMs] = [60_000, 3_600_000];
/** A full read costs much more. */
const [firstFullDelayMs, longestFullDelayMs] = [3_600_000, dayMs];

/** Names the items that a feed's schema refused, each once, and says when to read them again. */
export interface RefusedItems {
  /** Returns whether the item has not been named for this reason. */
  refuse(id: string, reason: string): boolean;
  accept(id: string): void;
  isDue(point: RetryPoint, now: number): boolean;
  /** Call it after a round in which items were refused. The next one is then read again later than the last. */
  postpone(point: RetryPoint, now: number): void;
  /** Call it when no item is refused any more. */
  reset(): void;
}

export function createRefusedItems(): RefusedItems {
  const reasons = new Map<string, string>();
  let tries = 0;
  let next: number | undefined;
  const postpone = ({ cursor }: RetryPoint, now: number): void => {
    const [first, longest] = cursor === "" ? [firstFullDelayMs, longestFullDelayMs] : [firstDelayMs, longestDelayMs];
    next = now + Math.min(first * 2 ** tries, longest);
  };
  return {
    refuse(id, reason) {
      if (reasons.get(id) === reason) return false;
      reasons.set(id, reason);
      return true;
    },
    accept: (id) => void reasons.delete(id),
    isDue(point, now) {
      // After a start, too, a full read waits.
      if (next === undefined) postpone(point, point.cursor === "" ? now : 0);
      // If the clock was set back, the time can be far in the future.
      return now >= next! || next! - now > longestFullDelayMs;
    },
    postpone(point, now) {
      postpone(point, now);
      tries++;
    },
    reset() {
      tries = 0;
      next = undefined;
      reasons.clear();
    },
  };
}
