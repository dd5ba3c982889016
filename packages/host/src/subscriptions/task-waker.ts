import type { Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";

/** Runs tasks because something changed, each at most once a second: many notifications become one read. */
export interface TaskWaker {
  wake(tasks: readonly string[]): void;
}

const shortestGapMs = 1_000;

export function createTaskWaker(clock: Clock, alarms: Alarms, run: (task: string) => void): TaskWaker {
  const wokenAt = new Map<string, number>();
  const waiting = new Set<string>();
  const start = (task: string): void => {
    waiting.delete(task);
    wokenAt.set(task, clock.now().getTime());
    run(task);
  };
  return {
    wake(tasks) {
      const now = clock.now().getTime();
      for (const task of tasks) {
        if (waiting.has(task)) continue;
        const last = wokenAt.get(task);
        // A last time in the future means that the clock was set back.
        const at = last === undefined || last > now ? now : last + shortestGapMs;
        if (at <= now) start(task);
        else {
          waiting.add(task);
          alarms.at(at, () => start(task));
        }
      }
    },
  };
}
