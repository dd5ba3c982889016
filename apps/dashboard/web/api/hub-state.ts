import { pluginInfos } from "../texts/plugin-texts.ts";
import { ApiError, apiClient } from "./api-client.ts";
import type { Account, HubEvent, Sensor, Service } from "./api-types.ts";
import { openHubStream } from "./hub-stream.ts";
import { createStore, type ValueStore } from "./value-store.ts";

export type BrowserAccess = "full" | "read" | "none" | "unknown";
export type ConnectionState = "connecting" | "open" | "lost";

/** The data that the pages show. One stream keeps it up to date. */
export interface HubState {
  readonly access: ValueStore<BrowserAccess>;
  readonly connection: ValueStore<ConnectionState>;
  readonly accounts: ValueStore<readonly Account[] | undefined>;
  readonly services: ValueStore<readonly Service[] | undefined>;
  readonly sensors: ValueStore<ReadonlyMap<string, Sensor>>;
  /** Newest first. */
  readonly events: ValueStore<readonly HubEvent[]>;
  /** Whether the hub no longer stored some of the events. */
  readonly eventsLost: ValueStore<boolean>;
  /** `secret`: of a one-time link, or a token. Default: the session that the browser has. */
  openSession(secret?: string): Promise<void>;
  endSession(): Promise<void>;
  /** Reads accounts and services again. */
  reload(): Promise<void>;
}

const healthOf = (sensor: Sensor | undefined): string => (sensor ? `${sensor.stale} ${sensor.error} ${sensor.gone}` : "");

const maxEvents = 2_000;

export function createHubState(): HubState {
  const stores = {
    access: createStore<BrowserAccess>("unknown"),
    connection: createStore<ConnectionState>("connecting"),
    accounts: createStore<readonly Account[] | undefined>(undefined),
    services: createStore<readonly Service[] | undefined>(undefined),
    sensors: createStore<ReadonlyMap<string, Sensor>>(new Map()),
    events: createStore<readonly HubEvent[]>([]),
    eventsLost: createStore(false),
  };
  let stopStream: (() => void) | undefined;

  const reload = async (): Promise<void> => {
    const [accounts, services] = await Promise.all([apiClient.accounts(), apiClient.services()]).catch((error) => {
      if (error instanceof ApiError && error.problem.status === 401) showSignIn();
      return [undefined, undefined] as const;
    });
    if (accounts?.some((account) => account.plugins.some(({ id }) => !pluginInfos.get().some((known) => known.id === id))))
      // If this fails, plugins have their default texts for now.
      await apiClient.plugins().then(pluginInfos.set, () => undefined);
    if (accounts) stores.accounts.set(accounts);
    if (services) stores.services.set(services);
  };
  let reloadTimer: ReturnType<typeof setTimeout> | undefined;
  const reloadSoon = (): void => {
    clearTimeout(reloadTimer);
    reloadTimer = setTimeout(() => void reload(), 150);
  };
  function addEvents(received: readonly HubEvent[]): void {
    const known = new Set(stores.events.get().map(({ id }) => id));
    const added = received.filter(({ id }) => !known.has(id));
    if (added.length === 0) return;
    stores.events.set([...added.reverse(), ...stores.events.get()].slice(0, maxEvents));
    if (added.some(({ type }) => type.startsWith("account/"))) reloadSoon();
  }
  function showSignIn(): void {
    stopStream?.();
    stopStream = undefined;
    stores.access.set("none");
  }
  function followStream(): void {
    stopStream?.();
    stopStream = openHubStream({
      onOpen() {
        stores.connection.set("open");
        reloadSoon();
      },
      onDisconnect: () => stores.connection.set("lost"),
      onSessionEnd: showSignIn,
      onSensors(changed, isComplete) {
        const before = stores.sensors.get();
        const sensors = new Map(isComplete ? [] : before);
        for (const sensor of changed) sensors.set(sensor.id, sensor);
        stores.sensors.set(sensors);
        // The status of its plugin may have changed with it.
        if (changed.some((now) => healthOf(now) !== healthOf(before.get(now.id)))) reloadSoon();
      },
      onEvents: addEvents,
      onEventsLost: () => stores.eventsLost.set(true),
    });
  }
  return {
    ...stores,
    reload,
    async openSession(secret) {
      try {
        const { access } = secret === undefined ? await apiClient.session() : await apiClient.openSession(secret);
        stores.access.set(access);
        await reload();
        followStream();
      } catch (error) {
        if (stores.access.get() === "unknown") stores.access.set("none");
        if (secret !== undefined) throw error;
        if (!(error instanceof ApiError) || error.problem.status === 0) setTimeout(() => location.reload(), 3_000);
      }
    },
    async endSession() {
      await apiClient.endSession();
      showSignIn();
    },
  };
}
