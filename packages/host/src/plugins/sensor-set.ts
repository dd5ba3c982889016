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

/** The sensors of a plugin that are at work. A class, because every account has one for each plugin: its functions exist once. */
export class SensorSet {
  readonly #environment: PluginEnvironment;
  readonly #feedKeys: FeedKeys;
  /** By `plugin/kind/id`. */
  readonly #attached = new Map<string, AttachedSensor>();

  constructor(environment: PluginEnvironment, feedKeys: FeedKeys) {
    this.#environment = environment;
    this.#feedKeys = feedKeys;
  }

  get sensors(): readonly LiveSensor[] {
    return [...this.#attached.values()].map(({ live }) => live);
  }

  /** The tasks that read the sensors for which the condition holds. */
  tasksOf(condition: (sensor: LiveSensor) => boolean): readonly string[] {
    return [...this.#attached.values()].filter(({ live }) => condition(live)).map(({ task }) => task);
  }

  /**
   * Creates and removes sensors of a kind to match the sensor table. Returns the tasks to run now: of sensors that are new or back, and of
   * sensors whose needs changed.
   */
  async attach(kind: string): Promise<readonly string[]> {
    const { plugin, table, onTasks } = this.#environment;
    const feed = plugin.sensors?.[kind]?.feed;
    const tasks = new Set<string>();
    const entries = table.entriesOf(plugin.id, kind);
    for (const entry of entries) {
      const known = this.#attached.get(sensorKey(entry));
      const before = known?.live.entry;
      if (isDeepStrictEqual(before, entry)) continue;
      known?.updater?.close();
      const sensor = feed === undefined ? this.#attachRead(entry, known?.live) : this.#attachView(feed, entry, known?.live);
      this.#attached.set(sensorKey(entry), sensor);
      await sensor.updater?.update();
      sensor.live.publishIfChanged();
      const wasRead = before?.goneAt === undefined && isDeepStrictEqual([before?.key, before?.needs], [entry.key, entry.needs]);
      if (!before || !wasRead) tasks.add(sensor.task);
    }
    const present = new Set(entries.map(sensorKey));
    for (const [key, { live, updater }] of this.#attached) {
      if (live.kind !== kind || present.has(key)) continue;
      updater?.close();
      this.#attached.delete(key);
    }
    await this.#feedKeys.dropUnused();
    onTasks();
    return [...tasks];
  }

  /** Computes the views of a key again, in the background. */
  updateViews(feedKey: FeedKey): void {
    for (const { updater } of this.#attached.values()) if (updater?.key === feedKey) this.#environment.background(() => updater.update());
  }

  /** Call it when a task's status changed: publishes its sensors if they became stale or fresh. */
  onOutcome(task: string): void {
    for (const sensor of this.#attached.values()) if (sensor.task === task) sensor.live.publishIfChanged();
  }

  close(): void {
    for (const { updater, task } of this.#attached.values()) {
      updater?.close();
      this.#environment.scheduler.remove(task);
    }
    this.#attached.clear();
  }

  #createSensor(entry: SensorEntry, task: string, before: LiveSensor | undefined, feedKey?: FeedKey): LiveSensor {
    const { plugin, account, scheduler, livenessOf, onSensor } = this.#environment;
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
  }

  #attachRead(entry: SensorEntry, before: LiveSensor | undefined): AttachedSensor {
    const { plugin, ledger, scheduler } = this.#environment;
    const { kind } = entry;
    const task = `${plugin.id}/read/${kind}/${entry.id}`;
    const live = this.#createSensor(entry, task, before);
    const spec = plugin.sensors?.[kind];
    if (spec && spec.feed === undefined && entry.goneAt === undefined) {
      const interval = intervalOf(this.#environment, "sensors", kind, spec);
      scheduler.add({ id: task, every: interval, run: createReadTask(this.#environment, live, spec, interval, task) });
    } else scheduler.remove(task);
    const stored = ledger.data.values.get(sensorKey(entry));
    if (stored) live.restore(stored.value, stored.at);
    return { live, updater: undefined, task };
  }

  #attachView(feed: string, entry: SensorEntry, before: LiveSensor | undefined): AttachedSensor {
    const { feedKey, task } = this.#feedKeys.open(feed, entry.key ?? "");
    const live = this.#createSensor(entry, task, before, feedKey);
    return { live, updater: new ViewUpdater(this.#environment, live, feedKey), task };
  }
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
