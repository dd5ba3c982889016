import type { Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";

/** A repeated task: a round of a feed key, a read of a sensor, or a discovery. */
export interface ScheduledTask {
  readonly id: string;
  /** Interval in milliseconds. Rounded up to a multiple of the grid. */
  readonly every: number;
  /**
   * `onDemand`: not started by the schedule. Rejects on failure. The scheduler then backs off, up to five minutes or `every`; a task with a
   * longer interval is retried sooner, within an hour. Resolve with "unfinished" to be retried in the same way without an error, and with "postponed" if
   * it was not its turn, because others have used up a limit that it shares: it is tried again at its interval, and is fresh for longer.
   */
  run(onDemand: boolean): Promise<unknown>;
}

export interface ScheduledTaskStatus {
  /** Last success since the start (ms). */
  readonly succeededAt: number | undefined;
  /** The error of the last run. Undefined if it succeeded. */
  readonly error: unknown;
  /** Whether the last run succeeded, and not longer ago than the interval and `freshnessGraceMs`. */
  readonly isFresh: boolean;
  /** The interval that a shared limit leaves it (ms). Undefined: its own. */
  readonly slowedTo: number | undefined;
}

export interface Scheduler {
  add(task: ScheduledTask): void;
  remove(id: string): void;
  /** Runs all tasks now, then each task on the grid. Resolves after the first runs. */
  start(): Promise<void>;
  /** Runs one task now. If it is running, runs it once more afterward. Rejects if it fails. */
  refresh(id: string): Promise<void>;
  /** Runs all tasks now. Does not reject; failures are in the tasks' status. */
  refreshAll(): Promise<void>;
  /**
   * Runs a task at least this rarely (ms), because changes are reported otherwise. Undefined: at its own interval again, and first at the next
   * multiple of the grid.
   */
  stretch(id: string, every: number | undefined): void;
  status(id: string): ScheduledTaskStatus;
  /** Forgets errors that no longer apply. */
  clearErrors(condition: (error: unknown) => boolean): void;
  /** True between `start` and `stop`. */
  readonly live: boolean;
  /** For good: a later `start` does nothing. */
  stop(): void;
}

/** Tasks start on multiples of this interval (ms), so that their requests share a batch. */
export const gridMs = 15_000;
/** How much longer than its interval a task may take before it counts as late (ms). */
export const freshnessGraceMs = 30_000;
/** The interval in which a task runs: its own, rounded up to a multiple of the grid (ms). */
export const scheduledIntervalMs = (every: number): number => Math.max(1, Math.ceil(every / gridMs)) * gridMs;
/** How long a task may be postponed of which it is not known how often it has its turn (ms). */
const firstPostponementMs = 10 * 60_000;
const maxBackoffMs = 5 * 60_000;
const ticksPerMinute = 60_000 / gridMs;

interface TaskEntry {
  readonly task: ScheduledTask;
  /** Its own interval. */
  readonly ticks: number;
  /** 0: it runs at its own interval. */
  stretchedTicks: number;
  nextTick: number;
  failures: number;
  running: Promise<void> | undefined;
  rerun: Promise<void> | undefined;
  succeededAt: number | undefined;
  /** It was not its turn since the last success. */
  isPostponed: boolean;
  /** The interval between the last two successes, if it was postponed between them (ms). Otherwise 0. */
  slowMs: number;
  error: unknown;
  /** Whether it was reported that the last success is too long ago. */
  isOverdue: boolean;
}

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly alarms: Alarms;
  /** Offset of this account's ticks within the grid (ms). Random, so that the requests of accounts and hubs are spread. */
  readonly phase: number;
  /** Called after every run, and when the last success of a task is too long ago. */
  readonly onOutcome: (id: string) => void;
  /** Runs a task in the background. */
  readonly background: (task: () => Promise<void>) => void;
}

export function createScheduler({ clock, alarms, phase, onOutcome, background }: SchedulerOptions): Scheduler {
  const entries = new Map<string, TaskEntry>();
  let cancelTick: (() => void) | undefined;
  let armedTick = 0;
  /** One alarm for all tasks. It can ring early: a success moves a task's own time, not the alarm. */
  let overdueAlarm: { readonly at: number; readonly cancel: () => void } | undefined;
  let started = false;
  let stopped = false;
  const tickOf = (time: number): number => Math.floor((time - phase) / gridMs);
  const nowTick = (): number => tickOf(clock.now().getTime());

  /** The first tick after `tick` for tasks with this interval. All tasks with the same interval share their ticks. */
  const tickAfter = (tick: number, ticks: number): number => (Math.floor(tick / ticks) + 1) * ticks;

  const ticksOf = ({ ticks, stretchedTicks }: TaskEntry): number => Math.max(ticks, stretchedTicks);
  const nextTick = (entry: TaskEntry): number => {
    const { failures, ticks } = entry;
    const now = nowTick();
    // Retry rare tasks early: without the first list of calendars, no sensors appear.
    if (failures > 0 && ticks * gridMs > maxBackoffMs)
      return now + Math.min(ticksPerMinute * 2 ** Math.min(failures - 1, 10), ticks, 60 * ticksPerMinute);
    if (failures > 1) return now + Math.min(ticks * 2 ** Math.min(failures, 10), Math.max(ticks, maxBackoffMs / gridMs));
    return tickAfter(now, failures > 0 ? ticks : ticksOf(entry));
  };

  /** When the last success is too long ago (ms). */
  const overdueAt = (entry: TaskEntry): number =>
    entry.succeededAt === undefined || entry.error !== undefined
      ? Number.POSITIVE_INFINITY
      : entry.succeededAt + Math.max(ticksOf(entry) * gridMs, slowestOf(entry)) + freshnessGraceMs;
  /** The turns are not quite regular. */
  const slowestOf = ({ isPostponed, slowMs }: TaskEntry): number => (isPostponed && slowMs === 0 ? firstPostponementMs : 2 * slowMs);
  const watchOverdue = (at: number): void => {
    if (!started || at === Number.POSITIVE_INFINITY || (overdueAlarm && overdueAlarm.at <= at)) return;
    overdueAlarm?.cancel();
    overdueAlarm = { at, cancel: alarms.at(at, reportOverdue) };
  };
  const reportOverdue = (): void => {
    overdueAlarm = undefined;
    const now = clock.now().getTime();
    let next = Number.POSITIVE_INFINITY;
    const overdue: string[] = [];
    for (const entry of entries.values()) {
      // If the clock was set back, the time of the success is in the future.
      if (entry.succeededAt !== undefined && entry.succeededAt > now) entry.succeededAt = now;
      if (entry.isOverdue) continue;
      const at = overdueAt(entry);
      if (at > now) next = Math.min(next, at);
      else {
        entry.isOverdue = true;
        overdue.push(entry.task.id);
      }
    }
    watchOverdue(next);
    for (const id of overdue) onOutcome(id);
  };

  const slowedTo = ({ isPostponed, slowMs, succeededAt }: TaskEntry): number | undefined => {
    const waited = isPostponed ? clock.now().getTime() - (succeededAt ?? clock.now().getTime()) : 0;
    return isPostponed || slowMs > 0 ? Math.max(slowMs, waited) : undefined;
  };

  const run = (entry: TaskEntry, onDemand = false): Promise<void> => {
    entry.running ??= (async () => {
      try {
        const outcome = await entry.task.run(onDemand);
        entry.error = undefined;
        if (outcome === "postponed") {
          entry.failures = 0;
          entry.isPostponed = true;
        } else {
          entry.failures = outcome === "unfinished" ? entry.failures + 1 : 0;
          const now = clock.now().getTime();
          entry.slowMs = entry.isPostponed ? now - (entry.succeededAt ?? now) : 0;
          entry.isPostponed = false;
          entry.succeededAt = now;
          entry.isOverdue = false;
        }
        watchOverdue(overdueAt(entry));
      } catch (error) {
        entry.failures++;
        entry.error = error;
        throw error;
      } finally {
        entry.running = undefined;
        entry.nextTick = nextTick(entry);
        if (entries.get(entry.task.id) === entry) {
          onOutcome(entry.task.id);
          armFor(entry.nextTick);
        }
      }
    })();
    return entry.running;
  };
  /** A completed task looks only at itself: of many tasks that end together, each would look at all others. */
  const armFor = (wanted: number): void => {
    const at = Math.max(wanted, nowTick() + 1);
    if (!started || (cancelTick && armedTick <= at)) return;
    cancelTick?.();
    armedTick = at;
    cancelTick = alarms.at(phase + at * gridMs, tick);
  };
  const arm = (): void => {
    cancelTick?.();
    cancelTick = undefined;
    let next = Number.POSITIVE_INFINITY;
    for (const entry of entries.values()) if (!entry.running) next = Math.min(next, entry.nextTick);
    if (next < Number.POSITIVE_INFINITY) armFor(next);
  };
  const tick = (): void => {
    cancelTick = undefined;
    const now = nowTick();
    // A longer wait than possible means that the clock was set back.
    const isStuck = (entry: TaskEntry): boolean => entry.nextTick > now + Math.max(ticksOf(entry), maxBackoffMs / gridMs);
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
      const ticks = scheduledIntervalMs(task.every) / gridMs;
      const known = entries.get(task.id);
      const entry: TaskEntry = {
        task,
        ticks,
        stretchedTicks: known?.stretchedTicks ?? 0,
        nextTick: nowTick(),
        failures: 0,
        running: undefined,
        rerun: undefined,
        succeededAt: known?.succeededAt,
        isPostponed: known?.isPostponed ?? false,
        slowMs: known?.slowMs ?? 0,
        error: known?.error,
        isOverdue: known?.isOverdue ?? false,
      };
      entries.set(task.id, entry);
      armFor(entry.nextTick);
    },
    remove(id) {
      entries.delete(id);
      if (entries.size === 0) arm();
    },
    async start() {
      if (stopped) return;
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
    stretch(id, every) {
      const entry = entries.get(id);
      const stretchedTicks = every === undefined ? 0 : scheduledIntervalMs(every) / gridMs;
      if (!entry || entry.stretchedTicks === stretchedTicks) return;
      entry.stretchedTicks = stretchedTicks;
      if (every !== undefined) {
        // The first run of a task does not wait.
        if (entry.succeededAt !== undefined && entry.failures === 0 && !entry.running) entry.nextTick = nextTick(entry);
        return;
      }
      // What happened meanwhile may not have been reported.
      entry.nextTick = Math.min(entry.nextTick, nowTick() + 1);
      armFor(entry.nextTick);
      watchOverdue(overdueAt(entry));
    },
    status(id) {
      const entry = entries.get(id);
      const isFresh = entry?.succeededAt !== undefined && entry.error === undefined && clock.now().getTime() < overdueAt(entry);
      return { succeededAt: entry?.succeededAt, error: entry?.error, isFresh, slowedTo: entry && slowedTo(entry) };
    },
    clearErrors(condition) {
      for (const entry of entries.values()) if (condition(entry.error)) entry.error = undefined;
    },
    get live() {
      return started;
    },
    stop() {
      stopped = true;
      started = false;
      cancelTick?.();
      cancelTick = undefined;
      overdueAlarm?.cancel();
      overdueAlarm = undefined;
      entries.clear();
    },
  };
}
