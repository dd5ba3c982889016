import type { Clock } from "@casement/core";
import { storeUnavailable } from "./store-errors.ts";

/** Waits for Redis up to a limit (ms). What was sent may still be done later. @throws CasementError `store-unavailable` */
export function withinLimit<T>(clock: Clock, limit: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limit, () => reject(storeUnavailable("it does not answer")));
    answer.then(resolve, reject).finally(cancel);
  });
}
