import { systemClock } from "@casement/core";
import type { CollectionEvent, SensorSnapshot, SensorSummary, ToldAccount } from "@casement/host/ports";
import { createDataKeys } from "../keys/data-keys.ts";
import { createSlotKeys } from "../ownership/slot-keys.ts";
import { followStream, lastIdOf, type StreamEntry } from "../redis/follow-stream.ts";
import { createListenerGroup } from "./listener-group.ts";
import { watchOwners } from "./missing-owners.ts";
import type { MissingReason } from "./not-running.ts";
import { openAccount, openSummary } from "./sealed-sensors.ts";
import { createSnapshotReader } from "./snapshot-reader.ts";
import type { SensorViewOptions } from "./view-options.ts";

/** The sensors of all accounts, and what is known of the accounts, for a process that does not run them. In memory is what is known of each at once, not its attributes. */
export interface SensorMirror extends AsyncDisposable {
  /** Of one account, or of all. */
  index(account?: string): readonly SensorSummary[];
  /** With their attributes, as `SnapshotReader`. */
  sensors(ids: readonly string[]): Promise<readonly SensorSnapshot[]>;
  /** Calls the listener when a sensor appears, changes or disappears, for one sensor in order. The returned function unsubscribes. */
  onSensor(listener: (snapshot: SensorSnapshot) => void): () => void;
  /** What the owner of an account told last. Undefined if nobody has ever run it. */
  account(name: string): ToldAccount | undefined;
  /** Takes what the owner has answered, which may be newer than what it told. */
  learn(told: ToldAccount): void;
  /** Why nobody runs the account, if nobody does: for some seconds, or because it is set aside. */
  missing(account: string): MissingReason | undefined;
  /** Calls the listener when `account` or `missing` of these accounts may have another answer. */
  onAccounts(listener: (names: readonly string[]) => void): () => void;
  onCollection(listener: (event: CollectionEvent) => void): () => void;
  /** Calls the listener when a process has written what a surface keeps under this name; without one, it can be any. */
  onState(listener: (name: string | undefined) => void): () => void;
}

export interface SensorMirrorOptions extends SensorViewOptions {
  /** Accounts whose owners are watched although nobody may ever have run them. */
  readonly accounts?: () => Iterable<string>;
  /** The account whose sign-in it uses, or itself. Default: each has its own. */
  readonly signInOf?: (account: string) => string;
}

/** What is known of one account at once. */
interface MirroredAccount {
  readonly sensors: Map<string, SensorSummary>;
  told: ToldAccount | undefined;
}

const createEmpty = (): MirroredAccount => ({ sensors: new Map(), told: undefined });

/** How many accounts are read at once. */
const batch = 100;

export async function openSensorMirror(options: SensorMirrorOptions): Promise<SensorMirror> {
  const { redis, keys, clusterKeys, lockOf, clock = systemClock, onProblem } = options;
  const dataKeys = createDataKeys(redis, keys, clusterKeys);
  const listeners = createListenerGroup<SensorSnapshot>(onProblem);
  const accountListeners = createListenerGroup<readonly string[]>(onProblem);
  const collectionListeners = createListenerGroup<CollectionEvent>(onProblem);
  const stateListeners = createListenerGroup<string | undefined>(onProblem);
  /** By name of the account. */
  let mirror = new Map<string, MirroredAccount>();

  const { tell } = listeners;
  const seen = <S extends SensorSummary>(sensor: S): S => {
    const reason = owners.reason(sensor.account);
    if (!reason) return sensor;
    const { errorReason: _reason, errorDetails: _details, ...known } = sensor;
    const { message, code, details } = reason;
    return { ...known, stale: true, error: message, errorCode: code, ...(details && { errorDetails: details }) } as S;
  };
  const summaryOf = (id: string): SensorSummary | undefined => mirror.get(accountOf(id))?.sensors.get(id);
  const reader = createSnapshotReader({ redis, keys, clock, dataKeys, summaryOf });
  const tellOf = async (ids: readonly string[]): Promise<void> => {
    if (!listeners.isEmpty && ids.length > 0) for (const snapshot of await reader.read(ids, true)) tell(seen(snapshot));
  };
  const tellGone = (sensors: Iterable<SensorSummary>): void => {
    for (const sensor of sensors) tell({ ...sensor, state: undefined, attributes: {}, present: undefined, stale: true, gone: true });
  };

  /** Returns whether it could be opened. */
  const take = async (mirrored: MirroredAccount, account: string, id: string, sealed: Buffer): Promise<boolean> => {
    if (id === account) {
      const told = await dataKeys.open(account, (dataKey) => openAccount(dataKey, id, sealed));
      mirrored.told = told ?? mirrored.told;
      return told !== undefined;
    }
    const summary = await dataKeys.open(account, (dataKey) => openSummary(dataKey, id, sealed));
    if (summary) mirrored.sensors.set(id, summary);
    return summary !== undefined;
  };

  /** Returns the position in the stream of changes from which to go on. */
  const readAll = async (): Promise<string> => {
    const position = await lastIdOf(redis, keys.changes);
    const next: typeof mirror = new Map();
    let cursor = "0";
    do {
      const [following, metas] = await redis.scan(cursor, "MATCH", keys.everyMeta, "COUNT", batch);
      cursor = following;
      const accounts = metas.flatMap((meta) => (meta.endsWith(":aside:meta") ? [] : (keys.nameOf(meta) ?? [])));
      await Promise.all(
        accounts.map(async (account) => {
          const sealed = await redis.hgetallBuffer(keys.accountKeys(account).index);
          const mirrored = createEmpty();
          next.set(account, mirrored);
          for (const [id, summary] of Object.entries(sealed)) await take(mirrored, account, id, summary);
        }),
      );
    } while (cursor !== "0");
    mirror = next;
    return position;
  };
  const onEntries = async (entries: readonly StreamEntry[]): Promise<void> => {
    const changed = new Set<string>();
    const accounts = new Set<string>();
    const collections: CollectionEvent[] = [];
    for (const [, [, name, kind, part, , sealed]] of entries) {
      const account = String(name);
      if (account === "") {
        stateListeners.tell(String(part));
        continue;
      }
      const mirrored = mirror.get(account) ?? createEmpty();
      if (kind === undefined) {
        mirror.delete(account);
        accounts.add(account);
        for (const id of mirrored.sensors.keys()) changed.delete(id);
        tellGone(mirrored.sensors.values());
        continue;
      }
      const id = String(part);
      if (String(kind) === "c") collections.push({ account, id });
      else if (await take(mirrored, account, id, sealed!)) {
        mirror.set(account, mirrored);
        if (id === account) accounts.add(account);
        else {
          // The order is that of the last change.
          changed.delete(id);
          changed.add(id);
        }
      }
    }
    if (accounts.size > 0) accountListeners.tell([...accounts]);
    await tellOf([...changed]);
    for (const event of collections) collectionListeners.tell(event);
  };
  const onGap = async (): Promise<string> => {
    const before = mirror;
    const position = await readAll();
    for (const [account, { sensors }] of before) {
      const now = mirror.get(account)?.sensors;
      tellGone([...sensors.values()].filter(({ id }) => !now?.has(id)));
    }
    accountListeners.tell([...new Set([...before.keys(), ...mirror.keys()])]);
    stateListeners.tell(undefined);
    await tellOf([...mirror.values()].flatMap(({ sensors }) => [...sensors.keys()]));
    return position;
  };

  const owners = watchOwners({
    redis,
    clock,
    lockOf,
    signInOf: options.signInOf ?? ((account) => account),
    keys: createSlotKeys(keys),
    accounts: () => new Set([...mirror.keys(), ...(options.accounts?.() ?? [])]),
    onChange(accounts) {
      const ids = accounts.flatMap((account) => [...(mirror.get(account)?.sensors.keys() ?? [])]);
      accountListeners.tell(accounts);
      tellOf(ids).catch(onProblem);
    },
  });
  const after = await readAll();
  const follower = followStream({ redis, clock, stream: keys.changes, after, onEntries, onGap, onProblem });
  return {
    index(account) {
      const wanted = account === undefined ? [...mirror.values()] : [mirror.get(account) ?? createEmpty()];
      return wanted.flatMap(({ sensors }) => [...sensors.values()].map(seen));
    },
    sensors: async (ids) => (await reader.read(ids)).map(seen),
    onSensor: listeners.subscribe,
    account: (name) => mirror.get(name)?.told,
    learn(told) {
      const { name } = told.options;
      const mirrored = mirror.get(name);
      if (!mirrored) return;
      mirrored.told = told;
      accountListeners.tell([name]);
    },
    missing: owners.reason,
    onAccounts: accountListeners.subscribe,
    onCollection: collectionListeners.subscribe,
    onState: stateListeners.subscribe,
    async [Symbol.asyncDispose]() {
      for (const set of [listeners, accountListeners, collectionListeners, stateListeners]) set.clear();
      owners.stop();
      await follower.stop();
    },
  };
}

const accountOf = (sensor: string): string => sensor.slice(0, sensor.indexOf("/"));
