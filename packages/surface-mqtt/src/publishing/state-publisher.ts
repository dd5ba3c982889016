import type { Logger } from "@casement/core";
import {
  type AccountStatus,
  createPatternMatcher,
  type Host,
  type PrivateTexts,
  type SensorSnapshot,
  type SensorSummary,
} from "@casement/host";
import { buildAccountMessages } from "../account/account-messages.ts";
import { buildAccountEntities } from "../discovery/account-entities.ts";
import { buildControlEntity } from "../discovery/control-entity.ts";
import { createDeviceContext } from "../discovery/device-context.ts";
import type { DeviceContext } from "../discovery/discovery-message.ts";
import type { EntityTranslations } from "../discovery/entity-translations.ts";
import { buildEventEntities } from "../discovery/event-entities.ts";
import { buildNotifyEntities } from "../discovery/notify-entities.ts";
import { buildSensorEntity, undeclaredStatesOf } from "../discovery/sensor-entity.ts";
import type { MqttOptions } from "../mqtt-options.ts";
import type { MqttTopics } from "../mqtt-topics.ts";
import { buildSensorMessages } from "../sensors/sensor-messages.ts";
import type { HostCatalog } from "./host-catalog.ts";
import { type MqttMessage, type PublishQueue, publishPriority } from "./publish-queue.ts";
import type { PublishStore } from "./publish-store.ts";
import { sensorOfTopic } from "./sensor-of-topic.ts";

export interface StatePublisherOptions {
  /** Undefined: texts that somebody wrote are published too. */
  readonly privateTexts: PrivateTexts | undefined;
  readonly host: Host;
  readonly catalog: HostCatalog;
  readonly translations: EntityTranslations;
  readonly log: Logger;
  readonly options: MqttOptions;
  readonly topics: MqttTopics;
  /** Undefined: no discovery. */
  readonly prefix: string | undefined;
  readonly store: PublishStore;
  readonly queue: PublishQueue;
  readonly clientId: string;
  readonly maxPacketSize: () => number | undefined;
}

/** Publishes the state of hub, accounts and sensors, with their discovery messages, through the publish queue. */
export interface StatePublisher {
  /** Publishes everything now, or after the publishing that is in progress. */
  publishAll(): Promise<void>;
  /** Publishes everything after the current burst of changes. */
  schedulePublishAll(): void;
  /** Publishes a sensor that appeared, changed or disappeared. */
  onSensorChanged(snapshot: SensorSnapshot): void;
  /** Publishes the accounts, and clears sensors that no longer exist. For changes that raise no event. */
  refreshAccounts(): void;
  /** Publishes an unchanged sensor again: its control was used without effect. */
  republishSensor(address: string): Promise<void>;
  /** Whether a topic's sensor may come back, because its plugin has not started, lacks a permission or still discovers sensors. */
  mayStillAppear(topic: string): boolean;
  readonly isPublishing: boolean;
}

const defaultMaxAttributes = 16_000;
/** What an attributes message has besides its payload, at most (bytes). */
const maxPacketOverhead = 512;

export function createStatePublisher({
  host,
  catalog,
  translations,
  log,
  options,
  topics,
  prefix,
  store,
  queue,
  clientId,
  maxPacketSize,
  privateTexts,
}: StatePublisherOptions): StatePublisher {
  const isExcluded = createPatternMatcher(options.exclude);
  const isUnretained = createPatternMatcher(options.unretained);
  const accounts = new Map<string, AccountStatus>();
  const devices = new Map<string, DeviceContext>();
  const undeclaredStates = new Map<string, Set<string>>();
  const changedSensors = new Map<string, SensorSnapshot>();
  const sensorsToRepublish = new Set<string>();
  let everythingChanged = false;
  let publishedPermissions = "";
  let scheduled = false;
  let publishing = false;

  const maxAttributes = (): number =>
    Math.min(options.maxAttributes ?? defaultMaxAttributes, (maxPacketSize() ?? Number.POSITIVE_INFINITY) - maxPacketOverhead);

  function buildDiscovery(snapshot: SensorSnapshot): MqttMessage[] {
    const context = devices.get(snapshot.account);
    if (!context) return [];
    const undeclared = undeclaredStates.get(snapshot.id) ?? new Set();
    for (const state of undeclaredStatesOf(snapshot)) undeclaredStates.set(snapshot.id, undeclared.add(state));
    const control = buildControlEntity(context, snapshot, (id) => catalog.findService(snapshot.account, id));
    return [
      buildSensorEntity(context, snapshot, undeclared),
      ...(control ? [control] : []),
      ...buildNotifyEntities(context, catalog.services(), snapshot),
    ];
  }
  function publishSensor(snapshot: SensorSnapshot): void {
    if (isExcluded(snapshot.id)) return;
    const messageOptions = {
      topics,
      privateTexts,
      maxAttributes: maxAttributes(),
      isRetained: (id: string) => !isUnretained(id),
    };
    queue.setMessages(`sensor ${snapshot.id}`, [...buildDiscovery(snapshot), ...buildSensorMessages(snapshot, messageOptions)]);
  }
  function publishAccount(status: AccountStatus): void {
    const context = devices.get(status.name);
    const entities = context
      ? [
          ...buildAccountEntities(context, (id) => catalog.findService(status.name, id)),
          ...catalog.pluginsOf(status.name).flatMap((plugin) => buildEventEntities(context, plugin)),
          ...buildNotifyEntities(context, catalog.services()),
        ]
      : [];
    queue.setMessages(`account ${status.name}`, [...buildAccountMessages(status, topics.account(status.name)), ...entities]);
  }
  function publishHub(): void {
    const hubInfo = { name: "Casement", client: clientId, ...(options.version !== undefined && { version: options.version }) };
    queue.setMessages("hub", [
      { topic: topics.status, payload: "online", retain: true, priority: publishPriority.hub },
      { topic: topics.hub, payload: JSON.stringify(hubInfo), retain: true, priority: publishPriority.hub },
    ]);
  }
  function readAccounts(): readonly AccountStatus[] {
    const { version, configurationUrl } = options;
    const statuses = host.accounts.map((handle) => handle.status());
    accounts.clear();
    devices.clear();
    for (const status of statuses) {
      accounts.set(status.name, status);
      if (prefix !== undefined)
        devices.set(
          status.name,
          createDeviceContext({ topics, prefix, hubId: store.hubId, version, configurationUrl, translations }, status),
        );
    }
    return statuses;
  }
  async function readAndPublishAll(): Promise<void> {
    everythingChanged = false;
    await catalog.refresh();
    changedSensors.clear();
    const listed = await host.sensors();
    // A sensor that changed while the list was being read is newer than the list.
    const latest = new Map([...listed.map((snapshot) => [snapshot.id, snapshot] as const), ...changedSensors]);
    changedSensors.clear();
    const statuses = readAccounts();
    publishedPermissions = permissionsOf(statuses);
    publishHub();
    const sensors = [...latest.values()];
    for (const status of statuses) publishAccount(status);
    for (const snapshot of sensors) publishSensor(snapshot);
    clearAllOthers(statuses, sensors);
  }
  function clearAllOthers(statuses: readonly AccountStatus[], sensors: readonly SensorSummary[]): void {
    const published = sensors.filter(({ id }) => !isExcluded(id));
    queue.keepOnly(new Set(["hub", ...statuses.map(({ name }) => `account ${name}`), ...published.map(({ id }) => `sensor ${id}`)]));
  }
  /** Publishes what changed, one step after another, so that what was read earlier never overwrites a later change. */
  async function publishChanges(): Promise<void> {
    if (publishing) return;
    publishing = true;
    try {
      while (everythingChanged || changedSensors.size > 0) {
        if (everythingChanged) await readAndPublishAll();
        for (const snapshot of changedSensors.values()) publishSensor(snapshot);
        changedSensors.clear();
      }
    } catch {
      everythingChanged = true;
      log.error("MQTT: the sensors and services could not be read. Casement tries again within a minute.");
    }
    publishing = false;
  }
  function publishAll(): Promise<void> {
    everythingChanged = true;
    return publishChanges();
  }
  /** Publishes once after a burst of changes. */
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      void publishChanges();
    });
  }

  return {
    publishAll,
    mayStillAppear(topic) {
      const sensor = sensorOfTopic(topic, { base: topics.base, prefix, hubId: store.hubId });
      const account = sensor && accounts.get(sensor.account);
      if (!account || account.state === "signed-out" || isExcluded(sensor.address)) return false;
      const plugin = account.plugins.find(({ id }) => id === sensor.plugin);
      return plugin !== undefined && (plugin.incomplete === true || plugin.access === "off" || plugin.access === "services");
    },
    onSensorChanged(snapshot) {
      changedSensors.set(snapshot.id, snapshot);
      sensorsToRepublish.delete(snapshot.id);
      // A sensor that appeared or disappeared may also have changed its services' input and the account's problems.
      if (!queue.hasOwner(`sensor ${snapshot.id}`) || snapshot.gone) everythingChanged = true;
      schedule();
    },
    schedulePublishAll() {
      everythingChanged = true;
      schedule();
    },
    refreshAccounts() {
      const statuses = readAccounts();
      // Other services may be offered now: signing in with fewer permissions raises no event.
      if (everythingChanged || permissionsOf(statuses) !== publishedPermissions) return void publishAll();
      for (const status of statuses) publishAccount(status);
      clearAllOthers(statuses, host.index());
    },
    async republishSensor(address) {
      queue.resend(`sensor ${address}`);
      sensorsToRepublish.add(address);
      const [snapshot] = await host.sensors({ ids: [address] });
      // If the sensor changed while it was being read, the change is published.
      if (sensorsToRepublish.delete(address) && snapshot) changedSensors.set(address, snapshot);
      schedule();
    },
    get isPublishing() {
      return scheduled || publishing;
    },
  };
}

const permissionsOf = (statuses: readonly AccountStatus[]): string =>
  JSON.stringify(
    statuses.map(({ name, state, plugins }) => [name, state, plugins.map(({ id, access, missing }) => [id, access, missing])]),
  );
