import type { AccountStatus, Host, PluginInfo, SensorSnapshot, ServiceInfo } from "@casement/host";
import { buildAccountMessages } from "../account/account-messages.ts";
import { buildAccountEntities } from "../discovery/account-entities.ts";
import { buildControlEntity } from "../discovery/control-entity.ts";
import { createDeviceContext } from "../discovery/device-context.ts";
import type { DeviceContext } from "../discovery/discovery-message.ts";
import { createEntityTranslations, type EntityTranslations } from "../discovery/entity-translations.ts";
import { buildEventEntities } from "../discovery/event-entities.ts";
import { buildNotifyEntities } from "../discovery/notify-entities.ts";
import { buildSensorEntity, undeclaredStatesOf } from "../discovery/sensor-entity.ts";
import type { MqttOptions } from "../mqtt-options.ts";
import type { MqttTopics } from "../mqtt-topics.ts";
import { createPatternMatcher } from "../sensors/pattern-matcher.ts";
import type { PrivateTexts } from "../sensors/private-texts.ts";
import { buildSensorMessages } from "../sensors/sensor-messages.ts";
import { type MqttMessage, type PublishQueue, publishPriority } from "./publish-queue.ts";
import type { PublishStore } from "./publish-store.ts";
import { sensorOfTopic } from "./sensor-of-topic.ts";

export interface StatePublisherOptions {
  /** Undefined: texts that somebody wrote are published too. */
  readonly privateTexts: PrivateTexts | undefined;
  readonly host: Host;
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
  publishAll(): void;
  /** Publishes everything after the current burst of changes. */
  schedulePublishAll(): void;
  /** Publishes a sensor that appeared, changed or disappeared. */
  onSensorChanged(snapshot: SensorSnapshot): void;
  /** Publishes the accounts, and clears sensors that no longer exist. For changes that raise no event. */
  refreshAccounts(): void;
  /** Publishes an unchanged sensor again: its control was used without effect. */
  republishSensor(address: string): void;
  findService(account: string, id: string): ServiceInfo | undefined;
  /** Whether a topic's sensor may come back, because its plugin has not started, lacks a permission or still discovers sensors. */
  mayStillAppear(topic: string): boolean;
  readonly translations: EntityTranslations;
  readonly isScheduled: boolean;
}

const defaultMaxAttributes = 16_000;
/** What an attributes message has besides its payload, at most (bytes). */
const maxPacketOverhead = 512;

export function createStatePublisher({
  host,
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
  const services = new Map<string, ServiceInfo>();
  const plugins = new Map<string, PluginInfo>();
  const accounts = new Map<string, AccountStatus>();
  const devices = new Map<string, DeviceContext>();
  const undeclaredStates = new Map<string, Set<string>>();
  const changedSensors = new Map<string, SensorSnapshot>();
  let everythingChanged = false;
  let publishedPermissions = "";
  let scheduled = false;

  const findService = (account: string, id: string): ServiceInfo | undefined => services.get(`${account}/${id}`);
  const translations = createEntityTranslations(options.language, (account, id) => plugins.get(`${account}/${id}`));
  const maxAttributes = (): number =>
    Math.min(options.maxAttributes ?? defaultMaxAttributes, (maxPacketSize() ?? Number.POSITIVE_INFINITY) - maxPacketOverhead);

  function buildDiscovery(snapshot: SensorSnapshot): MqttMessage[] {
    const context = devices.get(snapshot.account);
    if (!context) return [];
    const undeclared = undeclaredStates.get(snapshot.id) ?? new Set();
    for (const state of undeclaredStatesOf(snapshot)) undeclaredStates.set(snapshot.id, undeclared.add(state));
    const control = buildControlEntity(context, snapshot, (id) => findService(snapshot.account, id));
    return [
      buildSensorEntity(context, snapshot, undeclared),
      ...(control ? [control] : []),
      ...buildNotifyEntities(context, services.values(), snapshot),
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
    const accountPlugins = [...plugins.values()].filter((plugin) => plugin.account === status.name);
    const entities = context
      ? [
          ...buildAccountEntities(context, (id) => findService(status.name, id)),
          ...accountPlugins.flatMap((plugin) => buildEventEntities(context, plugin)),
          ...buildNotifyEntities(context, services.values()),
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
  function publishAll(): void {
    everythingChanged = false;
    changedSensors.clear();
    services.clear();
    for (const service of host.services()) services.set(`${service.account}/${service.id}`, service);
    plugins.clear();
    for (const plugin of host.plugins()) plugins.set(`${plugin.account}/${plugin.id}`, plugin);
    const statuses = readAccounts();
    publishedPermissions = permissionsOf(statuses);
    publishHub();
    for (const status of statuses) publishAccount(status);
    const sensors = host.sensors();
    for (const snapshot of sensors) publishSensor(snapshot);
    clearAllOthers(statuses, sensors);
  }
  function clearAllOthers(statuses: readonly AccountStatus[], sensors: readonly SensorSnapshot[]): void {
    const published = sensors.filter(({ id }) => !isExcluded(id));
    queue.keepOnly(new Set(["hub", ...statuses.map(({ name }) => `account ${name}`), ...published.map(({ id }) => `sensor ${id}`)]));
  }
  /** Publishes once after a burst of changes. */
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (everythingChanged) return publishAll();
      for (const snapshot of changedSensors.values()) publishSensor(snapshot);
      changedSensors.clear();
    });
  }

  return {
    publishAll,
    findService,
    translations,
    mayStillAppear(topic) {
      const sensor = sensorOfTopic(topic, { base: topics.base, prefix, hubId: store.hubId });
      const account = sensor && accounts.get(sensor.account);
      if (!account || account.state === "signed-out" || isExcluded(sensor.address)) return false;
      const plugin = account.plugins.find(({ id }) => id === sensor.plugin);
      return plugin !== undefined && (plugin.incomplete === true || plugin.access === "off");
    },
    onSensorChanged(snapshot) {
      changedSensors.set(snapshot.id, snapshot);
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
      if (permissionsOf(statuses) !== publishedPermissions) return publishAll();
      for (const status of statuses) publishAccount(status);
      clearAllOthers(statuses, host.sensors());
    },
    republishSensor(address) {
      const snapshot = host.sensors().find(({ id }) => id === address);
      if (!snapshot) return;
      queue.resend(`sensor ${address}`);
      publishSensor(snapshot);
    },
    get isScheduled() {
      return scheduled;
    },
  };
}

const permissionsOf = (statuses: readonly AccountStatus[]): string =>
  JSON.stringify(
    statuses.map(({ name, state, plugins }) => [name, state, plugins.map(({ id, access, missing }) => [id, access, missing])]),
  );
