import type { Clock } from "@casement/core";

/** Waits for `work`, but no longer than `ms`. */
export async function withinTime(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel = (): void => {};
  const limit = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  await Promise.race([work.catch(() => {}), limit]);
  cancel();
}
