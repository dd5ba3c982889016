import {
  CasementError,
  type Duration,
  type Feed,
  type PluginDefinition,
  type PluginReport,
  parseDuration,
  type SensorInstance,
  shortestIntervalMs,
} from "@casement/core";
import type { PluginStatus, SensorSnapshot } from "../api.ts";
import type { EventValidator } from "../events/event-validator.ts";
import { FeedKey } from "../feeds/feed-key.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { SensorEntry } from "../feeds/records.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { LiveSensor, publicMessageOf } from "../sensors/live-sensor.ts";
import type { SensorTable } from "../sensors/sensor-table.ts";
import type { AccountContext, CallContexts } from "./call-contexts.ts";
import { millisecondsOf, onceADay } from "./duration.ts";
import type { FaultLog } from "./fault-log.ts";
import { createReadTask } from "./read-task.ts";
import { withReadTimeout } from "./read-timeout.ts";
import { ViewUpdater } from "./view-updater.ts";

export interface PluginRuntimeOptions {
  readonly plugin: PluginDefinition;
  readonly config: unknown;
  /** Intervals per feed or sensor kind that override the plugin's. */
  readonly every: Readonly<Record<string, Duration>>;
  readonly account: AccountContext;
  readonly contexts: CallContexts;
  readonly report: () => PluginReport;
  readonly ledger: Ledger;
  readonly table: SensorTable;
  readonly scheduler: Scheduler;
  readonly alarms: Alarms;
  readonly validateEvents: EventValidator;
  readonly faults: FaultLog;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly background: (task: () => Promise<void>) => void;
}

/** Runs one plugin of one account: synchronizes its feeds and updates its sensors. */
export class PluginRuntime {
  readonly #options: PluginRuntimeOptions;
  /** By `feed/key`. */
  readonly #keys = new Map<string, FeedKey>();
  /** By `kind/id`. */
  readonly #sensors = new Map<string, { readonly live: LiveSensor; readonly updater: ViewUpdater | undefined; readonly task: string }>();
  /** Why the plugin failed to start. */
  #startFault: string | undefined;

  constructor(options: PluginRuntimeOptions) {
    this.#options = options;
  }

  get plugin(): PluginDefinition {
    return this.#options.plugin;
  }
  get config(): unknown {
    return this.#options.config;
  }
  get sensors(): LiveSensor[] {
    return [...this.#sensors.values()].map((sensor) => sensor.live);
  }

  /** Loads stored values and schedules the tasks, without using the network. Rejects if the plugin's definition cannot be used. */
  async open(): Promise<void> {
    this.#startFault = undefined;
    try {
      await this.#open();
    } catch (error) {
      this.#startFault = `It could not start: ${publicMessageOf(error)}`;
      throw error;
    }
  }

  async #open(): Promise<void> {
    const { plugin, table, scheduler, every } = this.#options;
    for (const [kind, spec] of Object.entries(plugin.sensors ?? {})) {
      if (!spec.instances) await table.update(plugin, kind, [{ id: kind, title: spec.title }], false);
      await this.#attach(kind);
      if (spec.instances)
        scheduler.add({
          id: this.#discoveryTask(kind),
          every: millisecondsOf(every[`${kind}-list`] ?? onceADay),
          run: () => this.#discover(kind),
        });
    }
  }

  /** Reads a sensor again in five seconds, because Graph may return a change late. */
  refreshSoon(sensor: LiveSensor): void {
    const { alarms, account, background } = this.#options;
    alarms.at(account.clock.now().getTime() + 5_000, () => background(() => this.refresh({ sensor })));
  }

  /** Looks for new and removed sensors of all kinds. Then rejects with the first failure, if any. */
  async rescan(): Promise<void> {
    const kinds = Object.entries(this.plugin.sensors ?? {}).filter(([, spec]) => spec.instances);
    const results = await Promise.allSettled(kinds.map(([kind]) => this.#options.scheduler.refresh(this.#discoveryTask(kind))));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  /**
   * Reads one sensor, or everything of a feed or sensor kind, including the list of its sensors. Then rejects with the first failure, if any.
   */
  async refresh(target: { sensor: LiveSensor } | { name: string }): Promise<void> {
    const tasks =
      "sensor" in target
        ? [...this.#sensors.values()].filter((sensor) => sensor.live === target.sensor).map((sensor) => sensor.task)
        : [
            ...[...this.#keys.keys()].filter((address) => address.startsWith(`${target.name}/`)).map((address) => this.#feedTask(address)),
            ...[...this.#sensors].filter(([address]) => address.startsWith(`${target.name}/`)).map(([, sensor]) => sensor.task),
            ...(this.plugin.sensors?.[target.name]?.instances ? [this.#discoveryTask(target.name)] : []),
          ];
    const results = await Promise.allSettled([...new Set(tasks)].map((task) => this.#options.scheduler.refresh(task)));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  status(): PluginStatus {
    const { plugin, report, scheduler } = this.#options;
    const { access, missing, reason } = report();
    const syncing = [...this.#keys.values()].map((key) => key.syncing).filter((items) => items !== undefined);
    const lists = Object.entries(plugin.sensors ?? {}).filter(([, { instances }]) => instances);
    const found = lists.map(([kind]) => scheduler.status(this.#discoveryTask(kind)));
    const error = this.#startFault ?? publicMessageOf(found.find((list) => list.error !== undefined)?.error);
    const incomplete = this.#startFault !== undefined || found.some(({ succeededAt }) => succeededAt === undefined);
    return {
      id: plugin.id,
      title: plugin.title,
      access,
      missing,
      ...(reason !== undefined && { reason }),
      ...(syncing.length > 0 && { syncing: { items: syncing.reduce((sum, items) => sum + items, 0) } }),
      ...(error !== undefined && access !== "off" && { error }),
      ...(this.#startFault !== undefined && { failed: true as const }),
      ...(incomplete && { incomplete }),
    };
  }

  /** Publishes all sensors that have changed. */
  publishIfChanged(): void {
    for (const sensor of this.sensors) sensor.publishIfChanged();
  }
  /** Called after a task ran: publishes its sensors if they became stale or fresh. */
  onOutcome(task: string): void {
    for (const sensor of this.#sensors.values()) if (sensor.task === task) sensor.live.publishIfChanged();
  }

  /** Publishes all sensors as gone, because the account's data is deleted. */
  publishGone(): void {
    for (const sensor of this.sensors)
      this.#options.onSensor({ ...sensor.snapshot(), state: undefined, attributes: {}, stale: true, gone: true });
  }

  /** Removes the tasks from the schedule and writes pending data. `open` starts the plugin again. */
  async close(): Promise<void> {
    const { scheduler } = this.#options;
    for (const kind of Object.keys(this.plugin.sensors ?? {})) scheduler.remove(this.#discoveryTask(kind));
    for (const { updater, task } of this.#sensors.values()) {
      updater?.close();
      scheduler.remove(task);
    }
    for (const key of this.#keys.values()) await key.close();
    this.#sensors.clear();
    this.#keys.clear();
  }

  async #discover(kind: string): Promise<"unfinished" | "finished"> {
    const { plugin, contexts, table, scheduler } = this.#options;
    const found = await this.#loggingFaults(`discovery of sensor kind "${kind}"`, () =>
      this.#withReadTimeout(`the list of its sensors "${kind}"`, async (signal) =>
        plugin.sensors?.[kind]?.instances?.(contexts.forRead("discovery", signal)),
      ),
    );
    const { instances, incomplete } =
      found && "instances" in found ? found : { instances: (found ?? []) as readonly SensorInstance[], incomplete: false };
    await table.update(plugin, kind, instances, incomplete);
    const added = await this.#attach(kind);
    await Promise.allSettled(added.map((task) => scheduler.refresh(task)));
    return incomplete ? "unfinished" : "finished";
  }

  /** Creates and removes sensors of a kind to match the sensor table. Returns the tasks to run now: of new sensors, and of sensors whose needs changed. */
  async #attach(kind: string): Promise<string[]> {
    const { plugin, table } = this.#options;
    const feed = plugin.sensors?.[kind]?.feed;
    const tasks = new Set<string>();
    const entries = table.entriesOf(plugin.id, kind);
    for (const entry of entries) {
      const address = `${kind}/${entry.id}`;
      const known = this.#sensors.get(address);
      if (known && JSON.stringify(known.live.entry) === JSON.stringify(entry)) continue;
      known?.updater?.close();
      const needsChanged = JSON.stringify([entry.key, entry.needs]) !== JSON.stringify([known?.live.entry.key, known?.live.entry.needs]);
      const task = feed === undefined ? this.#addRead(kind, entry, known?.live) : await this.#addView(kind, feed, entry, known?.live);
      if (entry.goneAt === undefined && (!known || needsChanged)) tasks.add(task);
    }
    const present = new Set(entries.map((entry) => `${kind}/${entry.id}`));
    for (const address of [...this.#sensors.keys()]) if (address.startsWith(`${kind}/`) && !present.has(address)) this.#detach(address);
    await this.#dropUnusedKeys();
    return [...tasks];
  }

  #createSensor(kind: string, entry: SensorEntry, task: string, before: LiveSensor | undefined): LiveSensor {
    const { account, plugin, scheduler, onSensor } = this.#options;
    const live = new LiveSensor({
      account: account.name,
      plugin,
      kind,
      entry,
      now: () => account.clock.now(),
      source: () => {
        const { succeededAt, error } = scheduler.status(task);
        return { fresh: account.signedIn() && succeededAt !== undefined && error === undefined, error };
      },
      onChange: onSensor,
    });
    if (before?.value) live.restore(before.value, before.updatedAt);
    return live;
  }

  #addRead(kind: string, entry: SensorEntry, before: LiveSensor | undefined): string {
    const { scheduler, plugin, every } = this.#options;
    const task = `${plugin.id}/read/${kind}/${entry.id}`;
    const live = this.#createSensor(kind, entry, task, before);
    const spec = plugin.sensors?.[kind];
    if (spec && spec.feed === undefined && entry.goneAt === undefined) {
      const interval = every[kind] ?? this.#intervalOf(`sensors.${kind}`, spec);
      scheduler.add({ id: task, every: millisecondsOf(interval), run: createReadTask({ ...this.#options, sensor: live, spec }) });
    } else scheduler.remove(task);
    const stored = this.#options.ledger.data.values.get(`${plugin.id}/${kind}/${entry.id}`);
    if (stored) live.restore(stored.value, stored.at);
    this.#sensors.set(`${kind}/${entry.id}`, { live, updater: undefined, task });
    live.publishIfChanged();
    return task;
  }

  async #addView(kind: string, feed: string, entry: SensorEntry, before: LiveSensor | undefined): Promise<string> {
    const address = `${feed}/${entry.key ?? ""}`;
    const task = this.#feedTask(address);
    const key = this.#feedKey(feed, entry.key ?? "");
    const live = this.#createSensor(kind, entry, task, before);
    const updater = new ViewUpdater({ ...this.#options, sensor: live, kind, key });
    this.#sensors.set(`${kind}/${entry.id}`, { live, updater, task });
    await updater.update();
    live.publishIfChanged();
    return task;
  }

  #feedKey(feed: string, key: string): FeedKey {
    const { plugin, account, contexts, ledger, scheduler, every, validateEvents, alarms, background } = this.#options;
    const address = `${feed}/${key}`;
    const known = this.#keys.get(address);
    if (known) return known;
    const spec = plugin.feeds?.[feed];
    if (!spec) throw new CasementError("plugin-invalid", `Plugin "${plugin.id}" has no feed "${feed}".`);
    const feedKey = new FeedKey({
      address: `${plugin.id}/${address}`,
      plugin: plugin.id,
      key,
      feed: spec,
      ledger,
      validateEvents,
      alarms,
      background,
      now: () => account.clock.now(),
      needs: () => this.#needsOf(feed, key),
      report: (message) => account.log.error(`[${account.name}/${plugin.id}] feed ${feed}: ${message}`),
      onItems: () => {
        for (const { updater } of this.#sensors.values()) if (updater?.key === feedKey) background(() => updater.update());
      },
    });
    this.#keys.set(address, feedKey);
    const interval = every[feed] ?? this.#intervalOf(`feeds.${feed}`, spec);
    const run = async (onDemand: boolean): Promise<void> => {
      try {
        await this.#loggingFaults(`synchronization of feed "${feed}"`, () =>
          feedKey.round(contexts.forRead({ feed }), onDemand, (read) =>
            this.#withReadTimeout(`its feed "${feed}"`, (signal) => read(contexts.forRead({ feed }, signal))),
          ),
        );
      } catch (error) {
        // The folder or list may have been deleted or moved. Look for it once, not at every failure.
        const isMissing = CasementError.is(error) && error.code === "graph-not-found";
        if (isMissing && scheduler.status(this.#feedTask(address)).error === undefined) background(() => this.#rediscover(feed));
        throw error;
      } finally {
        await feedKey.announce();
      }
    };
    scheduler.add({ id: this.#feedTask(address), every: millisecondsOf(interval), run });
    return feedKey;
  }

  /** @throws CasementError `plugin-invalid` when a function did not return a duration */
  #intervalOf(part: string, { every }: Pick<Feed<any, any, any, any>, "every">): Duration {
    const interval = (typeof every === "function" ? every(this.config) : every) ?? onceADay;
    if ((parseDuration(interval) ?? 0) >= shortestIntervalMs) return interval;
    throw new CasementError(
      "plugin-invalid",
      `Plugin "${this.plugin.id}": ${part}.every did not return a duration of at least ${shortestIntervalMs / 1_000}s such as "5m".`,
    );
  }

  /** Discovers the sensors of a feed again. */
  async #rediscover(feed: string): Promise<void> {
    const kinds = Object.entries(this.plugin.sensors ?? {}).filter(([, spec]) => spec.feed === feed && spec.instances);
    await Promise.allSettled(kinds.map(([kind]) => this.#options.scheduler.refresh(this.#discoveryTask(kind))));
  }

  #needsOf(feed: string, key: string): { list: readonly unknown[]; fingerprint: string } {
    const list = this.sensors
      .filter(({ kind, entry }) => this.plugin.sensors?.[kind]?.feed === feed && (entry.key ?? "") === key && entry.goneAt === undefined)
      .map(({ entry }) => entry.needs)
      .filter((needs) => needs !== undefined);
    return { list, fingerprint: JSON.stringify([...new Set(list.map((needs) => JSON.stringify(needs)))].sort()) };
  }

  /** Removes keys that no sensor uses, from memory and from disk. */
  async #dropUnusedKeys(): Promise<void> {
    const { scheduler, ledger, plugin } = this.#options;
    const used = new Set(
      [...this.#sensors.values()].filter(({ live }) => live.entry.goneAt === undefined).map(({ updater }) => updater?.key),
    );
    for (const [address, key] of this.#keys) {
      if (used.has(key)) continue;
      await key.close();
      this.#keys.delete(address);
      scheduler.remove(this.#feedTask(address));
    }
    for (const f of [...ledger.data.keys.keys()]) {
      const feed = f.startsWith(`${plugin.id}/`) ? f.slice(plugin.id.length + 1) : undefined;
      if (feed === undefined || this.#keys.has(feed)) continue;
      // Sensors of another kind on the same feed may not be attached yet.
      const name = feed.slice(0, feed.indexOf("/"));
      const kinds = Object.entries(plugin.sensors ?? {}).filter(([, spec]) => spec.feed === name);
      const isUsed = kinds.some(([kind]) =>
        this.#options.table.entriesOf(plugin.id, kind).some((entry) => entry.goneAt === undefined && `${name}/${entry.key ?? ""}` === feed),
      );
      if (!isUsed) await ledger.commit({ t: "drop-key", f });
    }
  }

  #detach(address: string): void {
    const sensor = this.#sensors.get(address);
    sensor?.updater?.close();
    this.#sensors.delete(address);
  }

  /** Runs a function of the plugin and logs what it throws. */
  async #loggingFaults<T>(source: string, run: () => Promise<T>): Promise<T> {
    const { faults } = this.#options;
    try {
      const result = await run();
      faults.clear(source);
      return result;
    } catch (error) {
      faults.report(source, error);
      throw error;
    }
  }

  #withReadTimeout<T>(readWhat: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, signal } = this.#options.account;
    return withReadTimeout({ clock, signal, plugin: this.plugin.id, readWhat }, read);
  }

  readonly #feedTask = (address: string): string => `${this.plugin.id}/feed/${address}`;
  readonly #discoveryTask = (kind: string): string => `${this.plugin.id}/find/${kind}`;
}
