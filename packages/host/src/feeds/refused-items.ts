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
export class RefusedItems {
  /** By id. Undefined while nothing is refused. */
  #reasons: Map<string, string> | undefined;
  #tries = 0;
  #next: number | undefined;

  /** Returns whether the item has not been named for this reason. */
  refuse(id: string, reason: string): boolean {
    if (this.#reasons?.get(id) === reason) return false;
    this.#reasons ??= new Map();
    this.#reasons.set(id, reason);
    return true;
  }

  accept(id: string): void {
    this.#reasons?.delete(id);
  }

  isDue(point: RetryPoint, now: number): boolean {
    // After a start, too, a full read waits.
    const next = this.#next ?? this.#nextAfter(point, point.cursor === "" ? now : 0);
    this.#next = next;
    // If the clock was set back, the time can be far in the future.
    return now >= next || next - now > longestFullDelayMs;
  }

  /** Call it after a round in which items were refused. The next one is then read again later than the last. */
  postpone(point: RetryPoint, now: number): void {
    this.#next = this.#nextAfter(point, now);
    this.#tries++;
  }

  /** Call it when no item is refused any more. */
  reset(): void {
    this.#tries = 0;
    this.#next = undefined;
    this.#reasons = undefined;
  }

  #nextAfter({ cursor }: RetryPoint, now: number): number {
    const [first, longest] = cursor === "" ? [firstFullDelayMs, longestFullDelayMs] : [firstDelayMs, longestDelayMs];
    return now + Math.min(first * 2 ** this.#tries, longest);
  }
}
