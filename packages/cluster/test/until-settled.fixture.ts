import type { FakeClock } from "@casement/graph-emulator";
import { expect } from "vitest";

/** Passes time until something has been settled. */
export async function untilSettled(clock: FakeClock, call: Promise<unknown>): Promise<void> {
  let isSettled = false;
  const settled = (): void => {
    isSettled = true;
  };
  call.then(settled, settled);
  await expect
    .poll(async () => {
      await clock.advance(500);
      return isSettled;
    })
    .toBe(true);
}
