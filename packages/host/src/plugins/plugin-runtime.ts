import { CasementError, type Duration, type PluginDefinition, type PluginReport, type SensorInstance } from "@casement/core";
import type { PluginStatus, SensorSnapshot } from "../api.ts";
import type { Raise } from "../events/raise.ts";
import { FeedKey } from "../feeds/feed-key.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { SensorEntry } from "../feeds/records.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { LiveSensor, messageOf } from "../sensors/live-sensor.ts";
import type { SensorTable } from "../sensors/sensor-table.ts";
import type { AccountServices, PluginCalls } from "./calls.ts";
import { milliseconds, once } from "./duration.ts";
import type { FaultLog } from "./fault-log.ts";
import { readTask } from "./read-task.ts";
import { withinReadingTime } from "./reading-time.ts";
import { ViewUpdater } from "./view-updater.ts";

export interface PluginRuntimeOptions {
  readonly plugin: PluginDefinition;
  readonly config: unknown;
  /** Overrides per feed or sensor kind. */
  readonly every: Readonly<Record<string, Duration>>;
  readonly account: AccountServices;
  readonly calls: PluginCalls;
  readonly report: () => PluginReport;
  readonly ledger: Ledger;
  readonly table: SensorTable;
  readonly scheduler: Scheduler;
  readonly alarms: Alarms;
  readonly raise: Raise;
  readonly faults: FaultLog;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly background: (task: () => Promise<void>) => void;
}

/** One plugin of one account: keeps its feeds in step and its sensors live. */
export class PluginRuntime {
  readonly #options: PluginRuntimeOptions;
  /** By `feed/key`. */
  readonly #keys = new Map<string, FeedKey>();
  /** By `kind/id`. */
  readonly #sensors = new Map<string, { readonly live: LiveSensor; readonly updater: ViewUpdater | undefined; readonly task: string }>();
  /** Why it could not start. */
  #fault: string | undefined;

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

  /** Shows what is stored and puts the work on the schedule. No network. Rejects when the plugin's own words cannot be used. */
  async open(): Promise<void> {
    this.#fault = undefined;
    try {
      await this.#open();
    } catch (error) {
      this.#fault = `It could not start: ${messageOf(error)}`;
      throw error;
    }
  }

  async #open(): Promise<void> {
    const { plugin, table, scheduler, every } = this.#options;
    for (const [kind, spec] of Object.entries(plugin.sensors ?? {})) {
      if (!spec.instances) await table.update(plugin, kind, [{ id: kind, title: spec.title }], false);
      await this.#attach(kind);
      if (spec.instances)
        scheduler.add({ id: this.#findTask(kind), every: milliseconds(every[`${kind}-list`] ?? once), run: () => this.#find(kind) });
    }
  }

  /** Reads a sensor once more in a few seconds: Graph may show a write late. */
  refreshSoon(sensor: LiveSensor): void {
    const { alarms, account, background } = this.#options;
    alarms.at(account.clock.now().getTime() + 5_000, () => background(() => this.refresh({ sensor })));
  }

  /** Looks for new and vanished sensors. Rejects with the first failure, after all were tried. */
  async rescan(): Promise<void> {
    const kinds = Object.entries(this.plugin.sensors ?? {}).filter(([, spec]) => spec.instances);
    const results = await Promise.allSettled(kinds.map(([kind]) => this.#options.scheduler.refresh(this.#findTask(kind))));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  /** Reads anew what these feeds or sensor kinds show, new and vanished sensors of the kind included, or one sensor. Rejects with the first failure, after all were tried. */
  async refresh(what: { sensor: LiveSensor } | { name: string }): Promise<void> {
    const tasks =
      "sensor" in what
        ? [...this.#sensors.values()].filter((sensor) => sensor.live === what.sensor).map((sensor) => sensor.task)
        : [
            ...[...this.#keys.keys()].filter((address) => address.startsWith(`${what.name}/`)).map((address) => this.#feedTask(address)),
            ...[...this.#sensors].filter(([address]) => address.startsWith(`${what.name}/`)).map(([, sensor]) => sensor.task),
            ...(this.plugin.sensors?.[what.name]?.instances ? [this.#findTask(what.name)] : []),
          ];
    const results = await Promise.allSettled([...new Set(tasks)].map((task) => this.#options.scheduler.refresh(task)));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  status(): PluginStatus {
    const { plugin, report, scheduler } = this.#options;
    const { access, missing, reason } = report();
    const syncing = [...this.#keys.values()].map((key) => key.syncing).filter((items) => items !== undefined);
    const lists = Object.entries(plugin.sensors ?? {}).filter(([, { instances }]) => instances);
    const found = lists.map(([kind]) => scheduler.status(this.#findTask(kind)));
    const error = this.#fault ?? messageOf(found.find((list) => list.error !== undefined)?.error);
    const incomplete = this.#fault !== undefined || found.some(({ succeededAt }) => succeededAt === undefined);
    return {
      id: plugin.id,
      title: plugin.title,
      access,
      missing,
      ...(reason !== undefined && { reason }),
      ...(syncing.length > 0 && { syncing: { items: syncing.reduce((sum, items) => sum + items, 0) } }),
      ...(error !== undefined && access !== "off" && { error }),
      ...(this.#fault !== undefined && { failed: true as const }),
      ...(incomplete && { incomplete }),
    };
  }

  /** Tells surfaces again: the account's state changed. */
  tell(): void {
    for (const sensor of this.sensors) sensor.tell();
  }
  /** After a run of a task: what it feeds may be stale or fresh now. */
  onOutcome(task: string): void {
    for (const sensor of this.#sensors.values()) if (sensor.task === task) sensor.live.tell();
  }

  /** Tells surfaces that the sensors are no more: the account's data is deleted. */
  tellGone(): void {
    for (const sensor of this.sensors)
      this.#options.onSensor({ ...sensor.snapshot(), state: undefined, attributes: {}, stale: true, gone: true });
  }

  /** Leaves the schedule and writes what is pending; `open` brings it back. */
  async close(): Promise<void> {
    const { scheduler } = this.#options;
    for (const kind of Object.keys(this.plugin.sensors ?? {})) scheduler.remove(this.#findTask(kind));
    for (const { updater, task } of this.#sensors.values()) {
      updater?.close();
      scheduler.remove(task);
    }
    for (const key of this.#keys.values()) await key.close();
    this.#sensors.clear();
    this.#keys.clear();
  }

  async #find(kind: string): Promise<"unfinished" | "finished"> {
    const { plugin, calls, table, scheduler } = this.#options;
    const found = await this.#watched(`discovery of sensor kind "${kind}"`, () =>
      this.#reading(`the list of its sensors "${kind}"`, async (signal) =>
        plugin.sensors?.[kind]?.instances?.(calls.read("discovery", signal)),
      ),
    );
    const { instances, incomplete } =
      found && "instances" in found ? found : { instances: (found ?? []) as readonly SensorInstance[], incomplete: false };
    await table.update(plugin, kind, instances, incomplete);
    const added = await this.#attach(kind);
    await Promise.allSettled(added.map((task) => scheduler.refresh(task)));
    return incomplete ? "unfinished" : "finished";
  }

  /** Makes the sensors of a kind what the table says. Returns the tasks to run now: new ones, and feeds whose sensors want something else. */
  async #attach(kind: string): Promise<string[]> {
    const { plugin, table } = this.#options;
    const feed = plugin.sensors?.[kind]?.feed;
    const tasks = new Set<string>();
    const entries = table.of(plugin.id, kind);
    for (const entry of entries) {
      const address = `${kind}/${entry.id}`;
      const known = this.#sensors.get(address);
      if (known && JSON.stringify(known.live.entry) === JSON.stringify(entry)) continue;
      known?.updater?.close();
      const wanted = JSON.stringify([entry.key, entry.needs]) !== JSON.stringify([known?.live.entry.key, known?.live.entry.needs]);
      const task = feed === undefined ? this.#addRead(kind, entry, known?.live) : await this.#addView(kind, feed, entry, known?.live);
      if (entry.goneAt === undefined && (!known || wanted)) tasks.add(task);
    }
    const here = new Set(entries.map((entry) => `${kind}/${entry.id}`));
    for (const address of [...this.#sensors.keys()]) if (address.startsWith(`${kind}/`) && !here.has(address)) this.#detach(address);
    await this.#dropUnusedKeys();
    return [...tasks];
  }

  #live(kind: string, entry: SensorEntry, task: string, before: LiveSensor | undefined): LiveSensor {
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
    const { scheduler, plugin, every, config } = this.#options;
    const task = `${plugin.id}/read/${kind}/${entry.id}`;
    const live = this.#live(kind, entry, task, before);
    const spec = plugin.sensors?.[kind];
    if (spec && spec.feed === undefined && entry.goneAt === undefined) {
      const interval = every[kind] ?? (typeof spec.every === "function" ? spec.every(config) : spec.every) ?? once;
      scheduler.add({ id: task, every: milliseconds(interval), run: readTask({ ...this.#options, live, spec }) });
    } else scheduler.remove(task);
    const stored = this.#options.ledger.data.values.get(`${plugin.id}/${kind}/${entry.id}`);
    if (stored) live.restore(stored.value, stored.at);
    this.#sensors.set(`${kind}/${entry.id}`, { live, updater: undefined, task });
    live.tell();
    return task;
  }

  async #addView(kind: string, feed: string, entry: SensorEntry, before: LiveSensor | undefined): Promise<string> {
    const address = `${feed}/${entry.key ?? ""}`;
    const task = this.#feedTask(address);
    const key = this.#key(feed, entry.key ?? "");
    const live = this.#live(kind, entry, task, before);
    const updater = new ViewUpdater({ ...this.#options, live, kind, key });
    this.#sensors.set(`${kind}/${entry.id}`, { live, updater, task });
    await updater.update();
    live.tell();
    return task;
  }

  #key(feed: string, key: string): FeedKey {
    const { plugin, account, calls, ledger, scheduler, every, config, raise, alarms, background } = this.#options;
    const address = `${feed}/${key}`;
    const known = this.#keys.get(address);
    if (known) return known;
    const spec = plugin.feeds?.[feed];
    if (!spec) throw new CasementError("plugin-invalid", `Plugin "${plugin.id}" has no feed "${feed}".`);
    const made = new FeedKey({
      address: `${plugin.id}/${address}`,
      plugin: plugin.id,
      key,
      feed: spec,
      ledger,
      raise,
      alarms,
      background,
      now: () => account.clock.now(),
      needs: () => this.#needsOf(feed, key),
      report: (message) => account.log.error(`[${account.name}/${plugin.id}] feed ${feed}: ${message}`),
      onItems: () => {
        for (const { updater } of this.#sensors.values()) if (updater?.key === made) background(() => updater.update());
      },
    });
    this.#keys.set(address, made);
    const interval = every[feed] ?? (typeof spec.every === "function" ? spec.every(config) : spec.every) ?? once;
    const run = async (asked: boolean): Promise<void> => {
      try {
        await this.#watched(`synchronization of feed "${feed}"`, () =>
          made.round(calls.read({ feed }), asked, (read) =>
            this.#reading(`its feed "${feed}"`, (signal) => read(calls.read({ feed }, signal))),
          ),
        );
      } catch (error) {
        // It may be gone for good, or be somewhere else now: looked for once, not at every failure.
        const isGone = CasementError.is(error) && error.code === "graph-not-found";
        if (isGone && scheduler.status(this.#feedTask(address)).error === undefined) background(() => this.#findAgain(feed));
        throw error;
      } finally {
        await made.announce();
      }
    };
    scheduler.add({ id: this.#feedTask(address), every: milliseconds(interval), run });
    return made;
  }

  /** Looks for the sensors on a feed anew. */
  async #findAgain(feed: string): Promise<void> {
    const kinds = Object.entries(this.plugin.sensors ?? {}).filter(([, spec]) => spec.feed === feed && spec.instances);
    await Promise.allSettled(kinds.map(([kind]) => this.#options.scheduler.refresh(this.#findTask(kind))));
  }

  #needsOf(feed: string, key: string): { list: readonly unknown[]; print: string } {
    const list = this.sensors
      .filter(({ kind, entry }) => this.plugin.sensors?.[kind]?.feed === feed && (entry.key ?? "") === key && entry.goneAt === undefined)
      .map(({ entry }) => entry.needs)
      .filter((needs) => needs !== undefined);
    return { list, print: JSON.stringify([...new Set(list.map((needs) => JSON.stringify(needs)))].sort()) };
  }

  /** Keys that no sensor shows any more are dropped, here and on disk. */
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
      // Another kind's sensors on the same feed may not be attached yet.
      const name = feed.slice(0, feed.indexOf("/"));
      const kinds = Object.entries(plugin.sensors ?? {}).filter(([, spec]) => spec.feed === name);
      const wanted = kinds.some(([kind]) =>
        this.#options.table.of(plugin.id, kind).some((entry) => entry.goneAt === undefined && `${name}/${entry.key ?? ""}` === feed),
      );
      if (!wanted) await ledger.commit({ t: "drop-key", f });
    }
  }

  #detach(address: string): void {
    const sensor = this.#sensors.get(address);
    sensor?.updater?.close();
    this.#sensors.delete(address);
  }

  /** Logs what a function of the plugin throws. */
  async #watched<T>(source: string, run: () => Promise<T>): Promise<T> {
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

  #reading<T>(what: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, signal } = this.#options.account;
    return withinReadingTime({ clock, signal, plugin: this.plugin.id, what }, read);
  }

  readonly #feedTask = (address: string): string => `${this.plugin.id}/feed/${address}`;
  readonly #findTask = (kind: string): string => `${this.plugin.id}/find/${kind}`;
}
