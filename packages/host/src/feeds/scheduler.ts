import type { Clock } from "@casement/core";
import type { Alarms } from "../lifecycle/alarms.ts";

/** Something to do again and again: one round of a feed key, one reading of a sensor, one discovery. */
export interface Task {
  readonly id: string;
  /** Milliseconds; a multiple of the grid is made of it. */
  readonly every: number;
  /**
   * `asked`: not by schedule. Rejects when it failed. The scheduler then waits longer, up to five minutes or `every`; what is due seldom is
   * tried again sooner, within an hour. Resolves with "unfinished": nothing to complain of, but to be tried again likewise.
   */
  run(asked: boolean): Promise<unknown>;
}

export interface TaskStatus {
  /** When it last succeeded since the start (ms). */
  readonly succeededAt: number | undefined;
  /** What went wrong the last time; undefined when it went well. */
  readonly error: unknown;
}

export interface Scheduler {
  add(task: Task): void;
  remove(id: string): void;
  /** Runs everything once, now, and then each task on its grid. */
  start(): Promise<void>;
  /** Runs one task now; a run that is under way is followed by another. Rejects when it fails. */
  refresh(id: string): Promise<void>;
  /** Runs all tasks now. Failures are kept in their status. */
  refreshAll(): Promise<void>;
  status(id: string): TaskStatus;
  /** Between `start` and `stop`. */
  readonly live: boolean;
  stop(): void;
}

/** Tasks start on whole multiples of this, so that their requests share a batch. */
export const grid = 15_000;
const longestWait = 5 * 60_000;
const minute = 60_000 / grid;

interface Entry {
  readonly task: Task;
  readonly ticks: number;
  nextTick: number;
  failures: number;
  running: Promise<void> | undefined;
  again: Promise<void> | undefined;
  succeededAt: number | undefined;
  error: unknown;
}

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly alarms: Alarms;
  /** Milliseconds within the grid at which this account's ticks lie: drawn once, so that accounts and hubs spread out. */
  readonly phase: number;
  /** Called after every run. */
  readonly onOutcome: (id: string) => void;
  /** Runs what nobody waits for. */
  readonly background: (task: () => Promise<void>) => void;
}

export function createScheduler({ clock, alarms, phase, onOutcome, background }: SchedulerOptions): Scheduler {
  const entries = new Map<string, Entry>();
  let cancelTick: (() => void) | undefined;
  let started = false;
  const tickOf = (time: number): number => Math.floor((time - phase) / grid);
  const nowTick = (): number => tickOf(clock.now().getTime());

  /** The first tick after `tick` on which a task of this interval falls: all tasks of one interval fall together. */
  const after = (tick: number, ticks: number): number => (Math.floor(tick / ticks) + 1) * ticks;

  const nextTick = ({ failures, ticks }: Entry): number => {
    const now = nowTick();
    // A day is a long time for who waits for the first list of calendars.
    if (failures > 0 && ticks * grid > longestWait) return now + Math.min(minute * 2 ** Math.min(failures - 1, 10), ticks, 60 * minute);
    if (failures > 1) return now + Math.min(ticks * 2 ** Math.min(failures, 10), Math.max(ticks, longestWait / grid));
    return after(now, ticks);
  };

  const run = (entry: Entry, asked = false): Promise<void> => {
    entry.running ??= (async () => {
      try {
        const outcome = await entry.task.run(asked);
        entry.failures = outcome === "unfinished" ? entry.failures + 1 : 0;
        entry.error = undefined;
        entry.succeededAt = clock.now().getTime();
      } catch (error) {
        entry.failures++;
        entry.error = error;
        throw error;
      } finally {
        entry.running = undefined;
        entry.nextTick = nextTick(entry);
        if (entries.get(entry.task.id) === entry) onOutcome(entry.task.id);
        arm();
      }
    })();
    return entry.running;
  };
  const arm = (): void => {
    cancelTick?.();
    cancelTick = undefined;
    if (!started || entries.size === 0) return;
    const waiting = [...entries.values()].filter((entry) => !entry.running);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map((entry) => entry.nextTick));
    cancelTick = alarms.at(phase + Math.max(next, nowTick() + 1) * grid, tick);
  };
  const tick = (): void => {
    const now = nowTick();
    // No wait is as long as this: the clock was set back.
    const isLost = ({ nextTick, ticks }: Entry): boolean => nextTick > now + Math.max(ticks, longestWait / grid);
    for (const entry of entries.values())
      if (!entry.running && (entry.nextTick <= now || isLost(entry))) background(() => run(entry).catch(() => {}));
    arm();
  };
  const refresh = (entry: Entry): Promise<void> => {
    if (!entry.running) return run(entry, true);
    // The run under way may have read before the change that we are asked to see.
    entry.again ??= entry.running.then(
      () => next(),
      () => next(),
    );
    const next = (): Promise<void> => {
      entry.again = undefined;
      return run(entry, true);
    };
    return entry.again;
  };
  return {
    add(task) {
      const ticks = Math.max(1, Math.ceil(task.every / grid));
      const known = entries.get(task.id);
      const entry: Entry = {
        task,
        ticks,
        nextTick: nowTick(),
        failures: 0,
        running: undefined,
        again: undefined,
        succeededAt: known?.succeededAt,
        error: known?.error,
      };
      entries.set(task.id, entry);
      if (started) arm();
    },
    remove(id) {
      entries.delete(id);
      arm();
    },
    async start() {
      started = true;
      await Promise.allSettled([...entries.values()].map((entry) => run(entry)));
      arm();
    },
    refresh(id) {
      const entry = entries.get(id);
      return entry ? refresh(entry) : Promise.resolve();
    },
    async refreshAll() {
      await Promise.allSettled([...entries.values()].map(refresh));
    },
    status(id) {
      const entry = entries.get(id);
      return { succeededAt: entry?.succeededAt, error: entry?.error };
    },
    get live() {
      return started;
    },
    stop() {
      started = false;
      cancelTick?.();
      entries.clear();
    },
  };
}
