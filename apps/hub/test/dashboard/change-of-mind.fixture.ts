import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Of `undoTime` in the page (ms). */
const undoTime = 5_000;

/**
 * Holds the timers in which somebody can change their mind. Their time does not pass by itself, however long a busy machine takes between two
 * steps of a test. Call it before the page opens.
 */
export async function holdChangesOfMind(page: Page): Promise<void> {
  await page.addInitScript(`{
    const held = new Map();
    const { setTimeout: begin, clearTimeout: end } = window;
    window.setTimeout = (run, delay, ...rest) => {
      if (delay !== ${undoTime}) return begin(run, delay, ...rest);
      const id = begin(() => {}, 0);
      held.set(id, run);
      return id;
    };
    window.clearTimeout = (id) => (held.delete(id), end(id));
    window.changesOfMind = { count: () => held.size, pass: () => [...held].forEach(([id, run]) => (held.delete(id), run())) };
  }`);
}

/** How many calls can be taken back. */
export const countChangesOfMind = (page: Page): Promise<number> => page.evaluate("changesOfMind.count()");

/** Waits until a call can be taken back, and has the time for it pass. */
export async function passChangeOfMind(page: Page): Promise<void> {
  await expect.poll(() => countChangesOfMind(page)).toBeGreaterThan(0);
  await page.evaluate("changesOfMind.pass()");
}
