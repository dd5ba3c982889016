import { accountOrder } from "../sensors/account-order.ts";
import { withFrenchSpaces } from "../texts/french-spaces.ts";
import { setAccountZones } from "../texts/page-zone.ts";
import { pluginInfos } from "../texts/plugin-texts.ts";
import { noteSensorTitles } from "../texts/sensor-labels.ts";
import { apiClient } from "./api-client.ts";
import type { Account, BrowserSession, HubEvent, Sensor, Service } from "./api-types.ts";
import { openHubStream } from "./hub-stream.ts";
import { ApiError, hasEndedAccess } from "./request-hub.ts";
import { sessionKey } from "./session-key.ts";
import { createStore, type ValueStore } from "./value-store.ts";

export type BrowserAccess = "full" | "read" | "none" | "unknown";
export type ConnectionState = "connecting" | "open" | "lost";

/** The data that the pages show. One stream keeps it up to date. */
export interface HubState {
  readonly access: ValueStore<BrowserAccess>;
  readonly session: ValueStore<Partial<BrowserSession>>;
  readonly connection: ValueStore<ConnectionState>;
  readonly accounts: ValueStore<readonly Account[] | undefined>;
  readonly services: ValueStore<readonly Service[] | undefined>;
  readonly sensors: ValueStore<ReadonlyMap<string, Sensor>>;
  /** Whether these were all sensors at least once. Until then, what is not here is not known. */
  readonly knowsSensors: ValueStore<boolean>;
  /** When the hub was heard last. Undefined: not yet. */
  readonly heardAt: () => Date | undefined;
  /** Whether `events` once had those that the hub keeps. */
  readonly knowsEvents: ValueStore<boolean>;
  /** Newest first. */
  readonly events: ValueStore<readonly HubEvent[]>;
  /** Whether older events are missing here, because the hub or this page no longer keeps them. */
  readonly eventsLost: ValueStore<boolean>;
  /** Whether the one-time link with which the page was opened is no longer valid. */
  readonly linkRejected: ValueStore<boolean>;
  /** Opens a session with a token or with the secret of a one-time link. */
  openSession(secret: string): Promise<void>;
  /** Opens the page: with the secret of the one-time link in its address, or else with the session that the browser has. */
  start(linkSecret?: string): Promise<void>;
  endSession(): Promise<void>;
  /** Reads accounts and services again. */
  reload(): Promise<void>;
}

const healthOf = (sensor: Sensor | undefined): string => (sensor ? `${sensor.stale} ${sensor.error} ${sensor.gone}` : "");

const maxEvents = 2_000;
/** Until the hub is asked again while the page opens (ms). */
const retryDelay = 3_000;
/** Until accounts and services are read although the stream has not begun (ms). */
const streamPatience = 2_000;

export function createHubState(): HubState {
  const stores = {
    access: createStore<BrowserAccess>("unknown"),
    session: createStore<Partial<BrowserSession>>({}),
    connection: createStore<ConnectionState>("connecting"),
    accounts: createStore<readonly Account[] | undefined>(undefined),
    services: createStore<readonly Service[] | undefined>(undefined),
    sensors: createStore<ReadonlyMap<string, Sensor>>(new Map()),
    knowsSensors: createStore(false),
    knowsEvents: createStore(false),
    events: createStore<readonly HubEvent[]>([]),
    eventsLost: createStore(false),
    linkRejected: createStore(false),
  };
  stores.sensors.subscribe(() => noteSensorTitles(stores.sensors.get().values()));
  let stopStream: (() => void) | undefined;
  let heardAt: number | undefined;

  const reload = async (): Promise<void> => {
    const [accounts, services] = await Promise.all([apiClient.accounts(), apiClient.services()]).catch((error) => {
      if (error instanceof ApiError && error.problem.status === 401) showSignIn();
      return [undefined, undefined] as const;
    });
    if (accounts?.some((account) => account.plugins.some(({ id }) => !pluginInfos.get().some((known) => known.id === id))))
      // If this fails, plugins have their default texts for now.
      await apiClient.plugins().then(
        (infos) =>
          pluginInfos.set(
            infos.map((info) => ({ ...info, texts: { ...info.texts, ...(info.texts.fr && { fr: withFrenchSpaces(info.texts.fr) }) } })),
          ),
        () => undefined,
      );
    if (accounts) {
      setAccountZones(accounts.map(({ timeZone }) => timeZone));
      accountOrder.set(accounts.map(({ name }) => name));
      stores.accounts.set(accounts);
    }
    if (services) stores.services.set(services);
  };
  let reloadTimer: ReturnType<typeof setTimeout> | undefined;
  const reloadSoon = (): void => {
    clearTimeout(reloadTimer);
    reloadTimer = setTimeout(() => void reload(), 150);
  };
  function addEvents(received: readonly HubEvent[], isLive: boolean): void {
    const known = new Set(stores.events.get().map(({ id }) => id));
    const added = received.filter(({ id }) => !known.has(id));
    if (added.length === 0) return;
    const all = [...added, ...stores.events.get()].sort((one, other) => Number(other.id) - Number(one.id));
    if (all.length > maxEvents) stores.eventsLost.set(true);
    stores.events.set(all.slice(0, maxEvents));
    if (isLive && added.some(({ type }) => type.startsWith("account/"))) reloadSoon();
  }
  function showSignIn(): void {
    stopStream?.();
    stopStream = undefined;
    stores.access.set("none");
  }
  hasEndedAccess.subscribe(() => hasEndedAccess.get() && showSignIn());
  function followStream(): void {
    stopStream?.();
    stopStream = openHubStream({
      onOpen() {
        stores.connection.set("open");
        void reload();
      },
      onDisconnect: () => stores.connection.set("lost"),
      onSessionEnd: showSignIn,
      onSensors(changed) {
        const before = stores.sensors.get();
        const sensors = new Map(before);
        for (const sensor of changed) sensors.set(sensor.id, sensor);
        stores.sensors.set(sensors);
        // The status of its plugin may have changed with it.
        if (stores.knowsSensors.get() && changed.some((now) => healthOf(now) !== healthOf(before.get(now.id)))) reloadSoon();
      },
      onAllSensors(ids) {
        const known = stores.sensors.get();
        stores.sensors.set(new Map([...ids].flatMap((id) => (known.has(id) ? [[id, known.get(id)!]] : []))));
        stores.knowsSensors.set(true);
      },
      onHeard() {
        heardAt = Date.now();
      },
      onEvents: addEvents,
      onAccount({ account, kind }) {
        if (kind === "removed") {
          stores.sensors.set(new Map([...stores.sensors.get()].filter(([, sensor]) => sensor.account !== account)));
          stores.events.set(stores.events.get().filter((event) => event.account !== account));
        }
        reloadSoon();
      },
      onAllEvents: () => stores.knowsEvents.set(true),
      onNewJournal: () => stores.events.set([]),
      onEventsLost: () => stores.eventsLost.set(true),
    });
  }
  function enter(session: BrowserSession): void {
    hasEndedAccess.set(false);
    stores.session.set(session);
    stores.access.set(session.access === "full" ? "full" : "read");
    followStream();
    // Something on the way may hold a stream back.
    setTimeout(() => {
      if (stores.connection.get() !== "open" && stores.accounts.get() === undefined) void reload();
    }, streamPatience);
  }
  async function start(linkSecret?: string): Promise<void> {
    try {
      enter(await (linkSecret === undefined ? apiClient.session() : apiClient.openSession(linkSecret)));
    } catch (error) {
      const status = error instanceof ApiError ? error.problem.status : undefined;
      // The hub may be starting, or something in front of it answers. It has not seen the link yet.
      if (status === 0 || (status ?? 0) >= 500) {
        stores.connection.set("lost");
        return void setTimeout(() => void start(linkSecret), retryDelay);
      }
      if (linkSecret === undefined || status !== 401) return showSignIn();
      stores.linkRejected.set(true);
      // The browser may have opened its session with this link before.
      await start();
    }
  }
  // Another tab has opened or ended the session of this browser.
  addEventListener("storage", ({ key }) => {
    if (key === sessionKey.storageName && stores.access.get() === "none" && sessionKey.read() !== null) void start();
  });
  return {
    ...stores,
    heardAt: () => (heardAt === undefined ? undefined : new Date(heardAt)),
    reload,
    start,
    openSession: async (secret) => enter(await apiClient.openSession(secret)),
    async endSession() {
      await apiClient.endSession();
      sessionKey.remove();
      showSignIn();
    },
  };
}
