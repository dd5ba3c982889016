import { isDeepStrictEqual } from "node:util";
import { sensorKey } from "../feeds/account-data.ts";
import type { FeedKey } from "../feeds/feed-key.ts";
import type { SensorEntry } from "../feeds/records.ts";
import type { ScheduledTaskStatus } from "../feeds/scheduler.ts";
import { LiveSensor, publicProblemOf, type SensorProblem } from "../sensors/live-sensor.ts";
import { slowerEvery } from "../subscriptions/sensor-liveness.ts";
import type { FeedKeys } from "./feed-keys.ts";
import { intervalOf } from "./interval-of.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import { createReadTask } from "./read-task.ts";
import { ViewUpdater } from "./view-updater.ts";

interface AttachedSensor {
  readonly live: LiveSensor;
  /** Undefined for a sensor without a feed. */
  readonly updater: ViewUpdater | undefined;
  /** The scheduled task that reads it or its feed. */
  readonly task: string;
}

/** The sensors of a plugin that are at work. */
export interface SensorSet {
  readonly sensors: readonly LiveSensor[];
  /** The tasks that read the sensors for which the condition holds. */
  tasksOf(condition: (sensor: LiveSensor) => boolean): readonly string[];
  /**
   * Creates and removes sensors of a kind to match the sensor table. Returns the tasks to run now: of sensors that are new or back, and of
   * sensors whose needs changed.
   */
  attach(kind: string): Promise<readonly string[]>;
  /** Computes the views of a key again, in the background. */
  updateViews(feedKey: FeedKey): void;
  /** Call it when a task's status changed: publishes its sensors if they became stale or fresh. */
  onOutcome(task: string): void;
  close(): void;
}

export function createSensorSet(environment: PluginEnvironment, feedKeys: FeedKeys): SensorSet {
  const { plugin, account, ledger, table, scheduler, livenessOf, onSensor, background } = environment;
  /** By `plugin/kind/id`. */
  const attached = new Map<string, AttachedSensor>();

  const createSensor = (entry: SensorEntry, task: string, before: LiveSensor | undefined, feedKey?: FeedKey): LiveSensor => {
    const live = new LiveSensor({
      account: account.name,
      plugin,
      kind: entry.kind,
      entry,
      now: () => account.clock.now(),
      source: () => {
        const status = scheduler.status(task);
        const isFresh = account.signedIn() && status.isFresh;
        return {
          isFresh,
          isWaiting: status.error === undefined && status.succeededAt === undefined,
          ...(status.slowedTo === undefined ? livenessOf(task) : slowerEvery(status.slowedTo)),
          problem: publicProblemOf(status.error) ?? (isFresh || !account.signedIn() ? undefined : whyStale(status, feedKey)),
        };
      },
      onChange: onSensor,
    });
    if (before?.value) live.restore(before.value, before.updatedAt);
    return live;
  };

  const attachRead = (entry: SensorEntry, before: LiveSensor | undefined): AttachedSensor => {
    const { kind } = entry;
    const task = `${plugin.id}/read/${kind}/${entry.id}`;
    const live = createSensor(entry, task, before);
    const spec = plugin.sensors?.[kind];
    if (spec && spec.feed === undefined && entry.goneAt === undefined) {
      const interval = intervalOf(environment, "sensors", kind, spec);
      scheduler.add({ id: task, every: interval, run: createReadTask(environment, live, spec, interval, task) });
    } else scheduler.remove(task);
    const stored = ledger.data.values.get(sensorKey(entry));
    if (stored) live.restore(stored.value, stored.at);
    return { live, updater: undefined, task };
  };

  const attachView = (feed: string, entry: SensorEntry, before: LiveSensor | undefined): AttachedSensor => {
    const { feedKey, task } = feedKeys.open(feed, entry.key ?? "");
    const live = createSensor(entry, task, before, feedKey);
    return { live, updater: new ViewUpdater(environment, live, feedKey), task };
  };

  return {
    get sensors() {
      return [...attached.values()].map(({ live }) => live);
    },
    tasksOf: (condition) => [...attached.values()].filter(({ live }) => condition(live)).map(({ task }) => task),
    async attach(kind) {
      const feed = plugin.sensors?.[kind]?.feed;
      const tasks = new Set<string>();
      const entries = table.entriesOf(plugin.id, kind);
      for (const entry of entries) {
        const known = attached.get(sensorKey(entry));
        const before = known?.live.entry;
        if (isDeepStrictEqual(before, entry)) continue;
        known?.updater?.close();
        const sensor = feed === undefined ? attachRead(entry, known?.live) : attachView(feed, entry, known?.live);
        attached.set(sensorKey(entry), sensor);
        await sensor.updater?.update();
        sensor.live.publishIfChanged();
        const wasRead = before?.goneAt === undefined && isDeepStrictEqual([before?.key, before?.needs], [entry.key, entry.needs]);
        if (!before || !wasRead) tasks.add(sensor.task);
      }
      const present = new Set(entries.map(sensorKey));
      for (const [key, { live, updater }] of attached) {
        if (live.kind !== kind || present.has(key)) continue;
        updater?.close();
        attached.delete(key);
      }
      await feedKeys.dropUnused();
      environment.onTasks();
      return [...tasks];
    },
    updateViews(feedKey) {
      for (const { updater } of attached.values()) if (updater?.key === feedKey) background(() => updater.update());
    },
    onOutcome(task) {
      for (const sensor of attached.values()) if (sensor.task === task) sensor.live.publishIfChanged();
    },
    close() {
      for (const { updater, task } of attached.values()) {
        updater?.close();
        scheduler.remove(task);
      }
      attached.clear();
    },
  };
}

/** Why a sensor is stale although no read failed. */
function whyStale({ succeededAt }: ScheduledTaskStatus, feedKey: FeedKey | undefined): SensorProblem | undefined {
  if (feedKey?.syncing !== undefined) return { message: "Being read for the first time.", reason: "first-read" };
  if (succeededAt === undefined) return undefined;
  const lastReadAt = new Date(succeededAt).toISOString();
  const last = `The last complete read was at ${lastReadAt}.`;
  const details = { lastReadAt };
  return feedKey?.isAdvancing
    ? { message: `Being read. ${last}`, reason: "reading", details }
    : { message: last, reason: "overdue", details };
}
