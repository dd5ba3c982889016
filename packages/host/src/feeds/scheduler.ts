import type { Clock } from "@casement/core";
import type { Alarms } from "../lifecycle/alarms.ts";

/** A repeated task: a round of a feed key, a read of a sensor, or a discovery. */
export interface ScheduledTask {
  readonly id: string;
  /** Interval in milliseconds. Rounded up to a multiple of the grid. */
  readonly every: number;
  /**
   * `onDemand`: not started by the schedule. Rejects on failure. The scheduler then backs off, up to five minutes or `every`; a task with a
   * longer interval is retried sooner, within an hour. Resolve with "unfinished" to be retried in the same way without an error.
   */
  run(onDemand: boolean): Promise<unknown>;
}

export interface ScheduledTaskStatus {
  /** Last success since the start (ms). */
  readonly succeededAt: number | undefined;
  /** The error of the last run. Undefined if it succeeded. */
  readonly error: unknown;
}

export interface Scheduler {
  add(task: ScheduledTask): void;
  remove(id: string): void;
  /** Runs all tasks now, then each task on the grid. */
  start(): Promise<void>;
  /** Runs one task now. If it is running, runs it once more afterward. Rejects if it fails. */
  refresh(id: string): Promise<void>;
  /** Runs all tasks now. Does not reject; failures are in the tasks' status. */
  refreshAll(): Promise<void>;
  status(id: string): ScheduledTaskStatus;
  /** True between `start` and `stop`. */
  readonly live: boolean;
  stop(): void;
}

/** Tasks start on multiples of this interval (ms), so that their requests share a batch. */
export const gridMs = 15_000;
const maxBackoffMs = 5 * 60_000;
const ticksPerMinute = 60_000 / gridMs;

interface TaskEntry {
  readonly task: ScheduledTask;
  readonly ticks: number;
  nextTick: number;
  failures: number;
  running: Promise<void> | undefined;
  rerun: Promise<void> | undefined;
  succeededAt: number | undefined;
  error: unknown;
}

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly alarms: Alarms;
  /** Offset of this account's ticks within the grid (ms). Random, so that the requests of accounts and hubs are spread. */
  readonly phase: number;
  /** Called after every run. */
  readonly onOutcome: (id: string) => void;
  /** Runs a task in the background. */
  readonly background: (task: () => Promise<void>) => void;
}

export function createScheduler({ clock, alarms, phase, onOutcome, background }: SchedulerOptions): Scheduler {
  const entries = new Map<string, TaskEntry>();
  let cancelTick: (() => void) | undefined;
  let started = false;
  const tickOf = (time: number): number => Math.floor((time - phase) / gridMs);
  const nowTick = (): number => tickOf(clock.now().getTime());

  /** The first tick after `tick` for tasks with this interval. All tasks with the same interval share their ticks. */
  const tickAfter = (tick: number, ticks: number): number => (Math.floor(tick / ticks) + 1) * ticks;

  const nextTick = ({ failures, ticks }: TaskEntry): number => {
    const now = nowTick();
    // Retry rare tasks early: without the first list of calendars, no sensors appear.
    if (failures > 0 && ticks * gridMs > maxBackoffMs)
      return now + Math.min(ticksPerMinute * 2 ** Math.min(failures - 1, 10), ticks, 60 * ticksPerMinute);
    if (failures > 1) return now + Math.min(ticks * 2 ** Math.min(failures, 10), Math.max(ticks, maxBackoffMs / gridMs));
    return tickAfter(now, ticks);
  };

  const run = (entry: TaskEntry, onDemand = false): Promise<void> => {
    entry.running ??= (async () => {
      try {
        const outcome = await entry.task.run(onDemand);
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
    cancelTick = alarms.at(phase + Math.max(next, nowTick() + 1) * gridMs, tick);
  };
  const tick = (): void => {
    const now = nowTick();
    // A longer wait than possible means that the clock was set back.
    const isStuck = ({ nextTick, ticks }: TaskEntry): boolean => nextTick > now + Math.max(ticks, maxBackoffMs / gridMs);
    for (const entry of entries.values())
      if (!entry.running && (entry.nextTick <= now || isStuck(entry))) background(() => run(entry).catch(() => {}));
    arm();
  };
  const refresh = (entry: TaskEntry): Promise<void> => {
    if (!entry.running) return run(entry, true);
    // The current run may have read its data before the change that the caller expects to see.
    entry.rerun ??= entry.running.then(
      () => next(),
      () => next(),
    );
    const next = (): Promise<void> => {
      entry.rerun = undefined;
      return run(entry, true);
    };
    return entry.rerun;
  };
  return {
    add(task) {
      const ticks = Math.max(1, Math.ceil(task.every / gridMs));
      const known = entries.get(task.id);
      const entry: TaskEntry = {
        task,
        ticks,
        nextTick: nowTick(),
        failures: 0,
        running: undefined,
        rerun: undefined,
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
