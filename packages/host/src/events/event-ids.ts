import type { Clock } from "@casement/core";

/** Event ids rise over all accounts and outlive deleted data: milliseconds since 1970, moved on by one where a burst needs it. */
export interface EventIds {
  next(): string;
  /** Tells of an id found in a journal, so that the next one is higher. */
  observe(id: string): void;
}

export function createEventIds(clock: Clock): EventIds {
  let last = 0;
  return {
    next() {
      last = Math.max(last + 1, clock.now().getTime());
      return String(last);
    },
    observe(id) {
      last = Math.max(last, Number(id));
    },
  };
}
