import type { Account, PluginDefinition } from "@casement/core";
import type { PluginStatus } from "../api.ts";
import { settleAll } from "../async/settle-all.ts";
import { type LiveSensor, publicProblemOf, type SensorProblem } from "../sensors/live-sensor.ts";
import type { SubscriptionSource } from "../subscriptions/subscription-source.ts";
import { mayRead } from "./call-contexts.ts";
import { FeedKeys } from "./feed-keys.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import { createSensorDiscovery, type SensorDiscovery } from "./sensor-discovery.ts";
import { SensorSet } from "./sensor-set.ts";
import { subscriptionSourcesOf } from "./subscription-sources.ts";

/** Graph may return a change late: a sensor is read again after this time (ms). */
const lateChangeMs = 5_000;

/** Runs one plugin of one account: synchronizes its feeds and updates its sensors. */
export class PluginRuntime {
  readonly environment: PluginEnvironment;
  readonly #feedKeys: FeedKeys;
  readonly #sensorSet: SensorSet;
  readonly #discovery: SensorDiscovery;
  /** Why the plugin failed to start. */
  #startFault: string | undefined;

  constructor(environment: PluginEnvironment) {
    this.environment = environment;
    this.#feedKeys = new FeedKeys(environment, {
      onItems: (feedKey) => this.#sensorSet.updateViews(feedKey),
      onSyncing: (task) => this.#sensorSet.onOutcome(task),
      onMissing: (feed) => environment.background(() => this.#discovery.rediscover(feed)),
    });
    this.#sensorSet = new SensorSet(environment, this.#feedKeys);
    this.#discovery = createSensorDiscovery(environment, this.#sensorSet);
  }

  get plugin(): PluginDefinition {
    return this.environment.plugin;
  }
  /** Whether a feed is on its first full read. */
  get isSyncing(): boolean {
    return this.#feedKeys.syncing() !== undefined;
  }
  /** The keys of feeds with an agenda. */
  get agendaKeys(): FeedKeys["withAgenda"] {
    return this.#feedKeys.withAgenda;
  }
  /** The tasks whose changes Graph can report with the scopes in force. */
  subscriptionSources(account: Account, scopes: readonly string[]): SubscriptionSource[] {
    return subscriptionSourcesOf(this.environment, { feedKeys: this.#feedKeys, sensorSet: this.#sensorSet, account, scopes });
  }
  get sensors(): readonly LiveSensor[] {
    return this.#sensorSet.sensors;
  }

  /** Loads stored values and schedules the tasks, without using the network. Rejects if the plugin's definition cannot be used. */
  async open(): Promise<void> {
    const { plugin, table } = this.environment;
    this.#startFault = undefined;
    try {
      for (const [kind, { title, instances }] of Object.entries(plugin.sensors ?? {})) {
        if (!instances) await table.update(plugin, kind, [{ id: kind, title }], false);
        await this.#sensorSet.attach(kind);
        this.#discovery.schedule(kind);
      }
    } catch (error) {
      this.#startFault = `It could not start: ${publicProblemOf(error)!.message}`;
      throw error;
    }
  }

  /** Looks for new and removed sensors of all kinds, if the plugin may read. Then rejects with the first failure, if any. */
  async rescan(): Promise<void> {
    if (mayRead(this.environment.report().access)) await this.#discovery.rescan();
  }

  /**
   * Reads one sensor, or everything of a feed or sensor kind, including the list of its sensors. Then rejects with the first failure, if any.
   */
  async refresh(target: { sensor: LiveSensor } | { name: string }): Promise<void> {
    const tasks =
      "sensor" in target
        ? this.#sensorSet.tasksOf((sensor) => sensor === target.sensor)
        : [
            ...this.#feedKeys.tasksOf(target.name),
            ...this.#sensorSet.tasksOf(({ kind }) => kind === target.name),
            ...this.#discovery.tasksOf(target.name),
          ];
    await settleAll([...new Set(tasks)].map((task) => this.environment.scheduler.refresh(task)));
  }

  /** Reads a sensor again in five seconds. */
  refreshSoon(sensor: LiveSensor): void {
    const { alarms, account, background } = this.environment;
    alarms.at(account.clock.now().getTime() + lateChangeMs, () => background(() => this.refresh({ sensor })));
  }

  status(): PluginStatus {
    const { plugin, report } = this.environment;
    const { access, missing, waiting, reason } = report();
    const items = this.#feedKeys.syncing();
    const discovery = this.#discovery.status();
    const failed = this.#startFault !== undefined;
    const fault: SensorProblem | undefined =
      this.#startFault === undefined
        ? publicProblemOf(mayRead(access) ? discovery.error : undefined)
        : { message: this.#startFault, code: "plugin-failed" };
    return {
      id: plugin.id,
      title: plugin.title,
      access,
      ...(waiting.length > 0 && { state: "waiting-for-approval" as const }),
      missing,
      ...(reason !== undefined && { reason }),
      ...(items !== undefined && { syncing: { items } }),
      ...(fault && access !== "off" && errorOf(fault)),
      ...(failed && { failed: true as const }),
      ...((failed || discovery.incomplete) && { incomplete: true as const }),
    };
  }

  /** Publishes all sensors that have changed. */
  publishIfChanged(): void {
    for (const sensor of this.sensors) sensor.publishIfChanged();
  }

  /** Publishes all sensors as gone, because the account's data is deleted. */
  publishGone(): void {
    for (const sensor of this.sensors)
      this.environment.onSensor({ ...sensor.snapshot(), state: undefined, attributes: {}, stale: true, gone: true });
  }

  /** Call it after a task ran. */
  onOutcome(task: string): void {
    this.#sensorSet.onOutcome(task);
  }

  /** Removes the tasks from the schedule and writes pending data. `open` starts the plugin again. */
  async close(): Promise<void> {
    this.#discovery.close();
    this.#sensorSet.close();
    await this.#feedKeys.close();
  }
}

const errorOf = ({ message, code, details }: SensorProblem): Pick<PluginStatus, "error" | "errorCode" | "errorDetails"> => ({
  error: message,
  ...(code !== undefined && { errorCode: code }),
  ...(details && Object.keys(details).length > 0 && { errorDetails: details }),
});
