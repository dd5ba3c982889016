import { plugins } from "../texts/plugin-texts.ts";
import { ApiError, client } from "./client.ts";
import { openLive } from "./live.ts";
import { createStore, type Store } from "./store.ts";
import type { Account, HubEvent, Sensor, Service } from "./types.ts";

export type Access = "full" | "read" | "none" | "unknown";
export type Connection = "connecting" | "open" | "lost";

/** Everything the pages show, kept up to date by one stream. */
export interface Hub {
  readonly access: Store<Access>;
  readonly connection: Store<Connection>;
  readonly accounts: Store<readonly Account[] | undefined>;
  readonly services: Store<readonly Service[] | undefined>;
  readonly sensors: Store<ReadonlyMap<string, Sensor>>;
  /** Newest first. */
  readonly events: Store<readonly HubEvent[]>;
  /** Whether the journal lacked some events. */
  readonly lost: Store<boolean>;
  /** Opens a session with the secret of a one-time link or a token, or goes on with the one there is. */
  enter(secret?: string): Promise<void>;
  leave(): Promise<void>;
  /** Reads accounts and services anew. */
  reload(): Promise<void>;
}

const health = (sensor: Sensor | undefined): string => (sensor ? `${sensor.stale} ${sensor.error} ${sensor.gone}` : "");

/** How many events the page remembers. */
const remembered = 2_000;

export function createHub(): Hub {
  const hub = {
    access: createStore<Access>("unknown"),
    connection: createStore<Connection>("connecting"),
    accounts: createStore<readonly Account[] | undefined>(undefined),
    services: createStore<readonly Service[] | undefined>(undefined),
    sensors: createStore<ReadonlyMap<string, Sensor>>(new Map()),
    events: createStore<readonly HubEvent[]>([]),
    lost: createStore(false),
  };
  let stop: (() => void) | undefined;

  const reload = async (): Promise<void> => {
    const [accounts, services] = await Promise.all([client.accounts(), client.services()]).catch((error) => {
      if (error instanceof ApiError && error.problem.status === 401) lock();
      return [undefined, undefined] as const;
    });
    if (accounts?.some((account) => account.plugins.some(({ id }) => !plugins.get().some((known) => known.id === id))))
      // In their own words for now, should that fail.
      await client.plugins().then(plugins.set, () => undefined);
    if (accounts) hub.accounts.set(accounts);
    if (services) hub.services.set(services);
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  const reloadSoon = (): void => {
    clearTimeout(soon);
    soon = setTimeout(() => void reload(), 150);
  };
  function addEvents(fresh: readonly HubEvent[]): void {
    const known = new Set(hub.events.get().map(({ id }) => id));
    const added = fresh.filter(({ id }) => !known.has(id));
    if (added.length === 0) return;
    hub.events.set([...added.reverse(), ...hub.events.get()].slice(0, remembered));
    if (added.some(({ type }) => type.startsWith("account/"))) reloadSoon();
  }
  function lock(): void {
    stop?.();
    stop = undefined;
    hub.access.set("none");
  }
  function follow(): void {
    stop?.();
    stop = openLive({
      onOpen() {
        hub.connection.set("open");
        reloadSoon();
      },
      onLost: () => hub.connection.set("lost"),
      onLocked: lock,
      onSensors(changed, whole) {
        const before = hub.sensors.get();
        const sensors = new Map(whole ? [] : before);
        for (const sensor of changed) sensors.set(sensor.id, sensor);
        hub.sensors.set(sensors);
        // A sensor that appears, fails or recovers says something of its plugin.
        if (changed.some((now) => health(now) !== health(before.get(now.id)))) reloadSoon();
      },
      onEvents: addEvents,
      onGap: () => hub.lost.set(true),
    });
  }
  return {
    ...hub,
    reload,
    async enter(secret) {
      try {
        const { access } = secret === undefined ? await client.session() : await client.openSession(secret);
        hub.access.set(access);
        await reload();
        follow();
      } catch (error) {
        if (hub.access.get() === "unknown") hub.access.set("none");
        if (secret !== undefined) throw error;
        if (!(error instanceof ApiError) || error.problem.status === 0) setTimeout(() => location.reload(), 3_000);
      }
    },
    async leave() {
      await client.endSession();
      lock();
    },
  };
}
