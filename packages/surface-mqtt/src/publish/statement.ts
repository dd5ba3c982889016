import type { AccountStatus, Host, PluginInfo, SensorSnapshot, ServiceInfo } from "@casement/host";
import { accountMessages } from "../account/account-messages.ts";
import { accountEntities } from "../discovery/account-entities.ts";
import { controlEntity } from "../discovery/control-entity.ts";
import { deviceContext } from "../discovery/device.ts";
import type { DeviceContext } from "../discovery/entity.ts";
import { eventEntities } from "../discovery/event-entities.ts";
import { notifyEntities } from "../discovery/notify-entities.ts";
import { sensorEntity, unnamedStates } from "../discovery/sensor-entity.ts";
import { createWords, type Words } from "../discovery/words.ts";
import type { MqttOptions } from "../mqtt-options.ts";
import { matcher } from "../sensors/patterns.ts";
import { sensorMessages } from "../sensors/sensor-messages.ts";
import type { Topics } from "../topics.ts";
import type { Memory } from "./memory.ts";
import { type Message, type Outbox, rank } from "./outbox.ts";
import { sensorOfTopic } from "./sensor-of-topic.ts";

export interface StatementOptions {
  readonly host: Host;
  readonly options: MqttOptions;
  readonly topics: Topics;
  /** Undefined: no discovery. */
  readonly prefix: string | undefined;
  readonly memory: Memory;
  readonly outbox: Outbox;
  readonly clientId: string;
  readonly maxPacket: () => number | undefined;
}

/** What is to stand at the broker: hub, accounts and sensors in the outbox's words. */
export interface Statement {
  all(): void;
  /** One sensor appeared, changed or went. */
  changed(snapshot: SensorSnapshot): void;
  /** An account's state or permissions changed: all again, once the moment is over. */
  soon(): void;
  /** What changes without a word: accounts, and sensors that are no longer there. */
  look(): void;
  /** A sensor again, though nothing changed: its control was used in vain. */
  repeatSensor(address: string): void;
  service(account: string, id: string): ServiceInfo | undefined;
  /** Whether a topic's sensor is not gone for being missing: its plugin is there, but did not start, lacks its permission or still looks. */
  late(topic: string): boolean;
  readonly words: Words;
  readonly pending: boolean;
}

const defaultLimit = 16_000;

export function createStatement({ host, options, topics, prefix, memory, outbox, clientId, maxPacket }: StatementOptions): Statement {
  const excluded = matcher(options.exclude);
  const unretained = matcher(options.unretained);
  const services = new Map<string, ServiceInfo>();
  const plugins = new Map<string, PluginInfo>();
  const accounts = new Map<string, AccountStatus>();
  const devices = new Map<string, DeviceContext>();
  const seen = new Map<string, Set<string>>();
  const dirty = new Map<string, SensorSnapshot>();
  let everything = false;
  let permitted = "";
  let scheduled = false;

  const service = (account: string, id: string): ServiceInfo | undefined => services.get(`${account}/${id}`);
  const words = createWords(options.language, (account, id) => plugins.get(`${account}/${id}`));
  const limit = (): number => Math.min(options.maxAttributes ?? defaultLimit, (maxPacket() ?? Number.POSITIVE_INFINITY) - 512);

  function discovery(snapshot: SensorSnapshot): Message[] {
    const context = devices.get(snapshot.account);
    if (!context) return [];
    const states = seen.get(snapshot.id) ?? new Set();
    for (const state of unnamedStates(snapshot)) seen.set(snapshot.id, states.add(state));
    const control = controlEntity(context, snapshot, (id) => service(snapshot.account, id));
    return [
      sensorEntity(context, snapshot, states),
      ...(control ? [control] : []),
      ...notifyEntities(context, services.values(), snapshot),
    ];
  }
  function sensor(snapshot: SensorSnapshot): void {
    if (excluded(snapshot.id)) return;
    const shown = { topics, bodies: options.bodies ?? false, limit: limit(), retained: (id: string) => !unretained(id) };
    outbox.set(`sensor ${snapshot.id}`, [...discovery(snapshot), ...sensorMessages(snapshot, shown)]);
  }
  function account(status: AccountStatus): void {
    const context = devices.get(status.name);
    const its = [...plugins.values()].filter((plugin) => plugin.account === status.name);
    const entities = context
      ? [
          ...accountEntities(context, (id) => service(status.name, id)),
          ...its.flatMap((plugin) => eventEntities(context, plugin)),
          ...notifyEntities(context, services.values()),
        ]
      : [];
    outbox.set(`account ${status.name}`, [...accountMessages(status, topics.account(status.name)), ...entities]);
  }
  function hub(): void {
    const about = { name: "Casement", client: clientId, ...(options.version !== undefined && { version: options.version }) };
    outbox.set("hub", [
      { topic: topics.status, payload: "online", retain: true, rank: rank.hub },
      { topic: topics.hub, payload: JSON.stringify(about), retain: true, rank: rank.hub },
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
        devices.set(status.name, deviceContext({ topics, prefix, id: memory.id, version, configurationUrl, words }, status));
    }
    return statuses;
  }
  function all(): void {
    everything = false;
    dirty.clear();
    services.clear();
    for (const found of host.services()) services.set(`${found.account}/${found.id}`, found);
    plugins.clear();
    for (const plugin of host.plugins()) plugins.set(`${plugin.account}/${plugin.id}`, plugin);
    const statuses = readAccounts();
    permitted = permissionsOf(statuses);
    hub();
    for (const status of statuses) account(status);
    const sensors = host.sensors();
    for (const snapshot of sensors) sensor(snapshot);
    forget(statuses, sensors);
  }
  function forget(statuses: readonly AccountStatus[], sensors: readonly SensorSnapshot[]): void {
    const shown = sensors.filter(({ id }) => !excluded(id));
    outbox.keepOnly(new Set(["hub", ...statuses.map(({ name }) => `account ${name}`), ...shown.map(({ id }) => `sensor ${id}`)]));
  }
  /** A burst of changes is said once, when it is over. */
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (everything) return all();
      for (const snapshot of dirty.values()) sensor(snapshot);
      dirty.clear();
    });
  }

  return {
    all,
    service,
    words,
    late(topic) {
      const about = sensorOfTopic(topic, { base: topics.base, prefix, id: memory.id });
      const account = about && accounts.get(about.account);
      if (!account || account.state === "signed-out" || excluded(about.address)) return false;
      const plugin = account.plugins.find(({ id }) => id === about.plugin);
      return plugin !== undefined && (plugin.incomplete === true || plugin.access === "off");
    },
    changed(snapshot) {
      dirty.set(snapshot.id, snapshot);
      // One that came or went: its services' words and the account's problems may have changed, too.
      if (!outbox.has(`sensor ${snapshot.id}`) || snapshot.gone) everything = true;
      schedule();
    },
    soon() {
      everything = true;
      schedule();
    },
    look() {
      const statuses = readAccounts();
      // Services may be offered now, or not any more: signing in without updates has no event.
      if (permissionsOf(statuses) !== permitted) return all();
      for (const status of statuses) account(status);
      forget(statuses, host.sensors());
    },
    repeatSensor(address) {
      const found = host.sensors().find(({ id }) => id === address);
      if (!found) return;
      outbox.repeat(`sensor ${address}`);
      sensor(found);
    },
    get pending() {
      return scheduled;
    },
  };
}

const permissionsOf = (statuses: readonly AccountStatus[]): string =>
  JSON.stringify(
    statuses.map(({ name, state, plugins }) => [name, state, plugins.map(({ id, access, missing }) => [id, access, missing])]),
  );
