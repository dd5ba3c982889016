import type { Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";

/**
 * Runs tasks because something changed, each at most once a second: many notifications become one read. Whoever sends notifications without end,
 * such as a hostile relay, uses up a budget, and then causes little more reads than polling.
 */
export interface TaskWaker {
  /** Because of a notification. */
  wake(tasks: readonly string[]): void;
  /** Because of what the host itself did. It uses no budget. */
  wakeForOwn(tasks: readonly string[]): void;
}

const shortestGapMs = 1_000;
/** Reads of a task at once, and the time until each further one (ms). */
const taskBudget = { burst: 60, everyMs: 10_000 };
/** Reads of all tasks of an account. */
const accountBudget = { burst: 240, everyMs: 2_000 };

interface Budget {
  readonly burst: number;
  readonly everyMs: number;
}

/** Something that is used up and comes back with time. */
function createBudget({ burst, everyMs }: Budget, now: number) {
  let [left, at] = [burst, now];
  const refill = (time: number): void => {
    // The clock may have been set back.
    left = Math.min(burst, left + Math.max(0, time - at) / everyMs);
    at = time;
  };
  return {
    /** How long until something is left (ms). */
    waitMs(time: number): number {
      refill(time);
      return left >= 1 ? 0 : Math.ceil((1 - left) * everyMs);
    },
    use: (): number => left--,
  };
}

export function createTaskWaker(clock: Clock, alarms: Alarms, run: (task: string) => void): TaskWaker {
  const now = (): number => clock.now().getTime();
  const ofAccount = createBudget(accountBudget, now());
  const byTask = new Map<string, { readonly budget: ReturnType<typeof createBudget>; wokenAt: number | undefined }>();
  /** By task: cancels it. */
  const waiting = new Map<string, () => void>();

  function wake(task: string, isOwn: boolean): void {
    const time = now();
    const known = byTask.get(task) ?? { budget: createBudget(taskBudget, time), wokenAt: undefined };
    byTask.set(task, known);
    const { budget, wokenAt } = known;
    // A last time in the future means that the clock was set back.
    const gapMs = wokenAt === undefined || wokenAt > time ? 0 : wokenAt + shortestGapMs - time;
    const waitMs = isOwn ? gapMs : Math.max(gapMs, budget.waitMs(time), ofAccount.waitMs(time));
    if (waitMs > 0) {
      wait(task, time + waitMs, isOwn);
      return;
    }
    if (!isOwn) for (const each of [budget, ofAccount]) each.use();
    known.wokenAt = time;
    run(task);
  }
  function wait(task: string, until: number, isOwn: boolean): void {
    const cancel = alarms.at(until, () => {
      waiting.delete(task);
      wake(task, isOwn);
    });
    waiting.set(task, cancel);
  }
  return {
    wake(tasks) {
      for (const task of tasks) if (!waiting.has(task)) wake(task, false);
    },
    wakeForOwn(tasks) {
      for (const task of tasks) {
        waiting.get(task)?.();
        waiting.delete(task);
        wake(task, true);
      }
    },
  };
}
