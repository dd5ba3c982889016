import type { Clock } from "@casement/core";

/** Event ids increase across all accounts, even after data was deleted: milliseconds since 1970, or the last id plus one. */
export interface EventIds {
  next(): string;
  /** Registers a stored id, so that the next one is higher. */
  observe(id: string): void;
}

export function createEventIds(clock: Clock): EventIds {
  let lastId = 0;
  return {
    next() {
      lastId = Math.max(lastId + 1, clock.now().getTime());
      return String(lastId);
    },
    observe(id) {
      lastId = Math.max(lastId, Number(id));
    },
  };
}
