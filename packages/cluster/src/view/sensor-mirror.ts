import { systemClock } from "@casement/core";
import type { SensorSnapshot, SensorSummary } from "@casement/host/ports";
import { createDataKeys } from "../keys/data-keys.ts";
import { followStream, lastIdOf, type StreamEntry } from "../redis/follow-stream.ts";
import { groupBy } from "./group-by.ts";
import { watchOwners } from "./missing-owners.ts";
import { openSnapshot, openSummary } from "./sealed-sensors.ts";
import type { SensorViewOptions } from "./view-options.ts";

/** The sensors of all accounts, for a process that does not run them. In memory is what is known of each at once, not its attributes. */
export interface SensorMirror extends AsyncDisposable {
  /** Of one account, or of all. */
  index(account?: string): readonly SensorSummary[];
  /** With their attributes, as they are in Redis now. Unknown ones are left out. @throws CasementError `store-damaged` */
  sensors(ids: readonly string[]): Promise<readonly SensorSnapshot[]>;
  /** Calls the listener when a sensor appears, changes or disappears, for one sensor in order. The returned function unsubscribes. */
  onSensor(listener: (snapshot: SensorSnapshot) => void): () => void;
}

/** How many accounts are read at once. */
const batch = 100;

export async function openSensorMirror(options: SensorViewOptions): Promise<SensorMirror> {
  const { redis, keys, clusterKeys, lockOf, clock = systemClock, onProblem } = options;
  const dataKeys = createDataKeys(redis, keys, clusterKeys);
  const listeners = new Set<(snapshot: SensorSnapshot) => void>();
  /** Account → sensor → what is known of it. */
  let mirror = new Map<string, Map<string, SensorSummary>>();

  const tell = (snapshot: SensorSnapshot): void => {
    for (const listener of listeners) {
      try {
        listener(snapshot);
      } catch (error) {
        onProblem(error);
      }
    }
  };
  const seen = <S extends SensorSummary>(sensor: S): S => {
    if (!owners.isMissing(sensor.account)) return sensor;
    return { ...sensor, stale: true, error: sensor.error ?? "This account is not running on any worker at the moment." };
  };
  const readSensors = async (ids: readonly string[]): Promise<SensorSnapshot[]> => {
    const snapshots: SensorSnapshot[] = [];
    const byAccount = groupBy(ids, accountOf);
    for (const [account, wanted] of byAccount) {
      const found = await redis.hmgetBuffer(keys.accountKeys(account).sensors, ...wanted);
      for (const [at, sealed] of found.entries()) {
        const snapshot = sealed && (await dataKeys.open(account, (dataKey) => openSnapshot(dataKey, wanted[at]!, sealed)));
        if (snapshot) snapshots.push(seen(snapshot));
      }
    }
    return snapshots;
  };
  const tellOf = async (ids: readonly string[]): Promise<void> => {
    if (listeners.size > 0 && ids.length > 0) for (const snapshot of await readSensors(ids)) tell(snapshot);
  };
  const tellGone = (sensors: Iterable<SensorSummary>): void => {
    for (const sensor of sensors) tell({ ...sensor, state: undefined, attributes: {}, present: undefined, stale: true, gone: true });
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
          const sensors = new Map<string, SensorSummary>();
          for (const [id, summary] of Object.entries(sealed)) {
            const opened = await dataKeys.open(account, (dataKey) => openSummary(dataKey, id, summary));
            if (opened) sensors.set(id, opened);
          }
          next.set(account, sensors);
        }),
      );
    } while (cursor !== "0");
    mirror = next;
    return position;
  };
  const onEntries = async (entries: readonly StreamEntry[]): Promise<void> => {
    const changed = new Set<string>();
    for (const [, [, name, , sensor, , summary]] of entries) {
      const account = String(name);
      const sensors = mirror.get(account) ?? new Map<string, SensorSummary>();
      if (sensor === undefined) {
        mirror.delete(account);
        for (const id of sensors.keys()) changed.delete(id);
        tellGone(sensors.values());
        continue;
      }
      const id = String(sensor);
      const opened = await dataKeys.open(account, (dataKey) => openSummary(dataKey, id, summary!));
      if (!opened) continue;
      mirror.set(account, sensors.set(id, opened));
      // The order is that of the last change.
      changed.delete(id);
      changed.add(id);
    }
    await tellOf([...changed]);
  };
  const onGap = async (): Promise<string> => {
    const before = mirror;
    const position = await readAll();
    for (const [account, sensors] of before) {
      const now = mirror.get(account);
      tellGone([...sensors.values()].filter(({ id }) => !now?.has(id)));
    }
    await tellOf([...mirror.values()].flatMap((sensors) => [...sensors.keys()]));
    return position;
  };

  const owners = watchOwners({
    redis,
    clock,
    lockOf,
    accounts: () => mirror.keys(),
    onChange(accounts) {
      const ids = accounts.flatMap((account) => [...(mirror.get(account)?.keys() ?? [])]);
      tellOf(ids).catch(onProblem);
    },
  });
  const after = await readAll();
  const follower = followStream({ redis, clock, stream: keys.changes, after, onEntries, onGap, onProblem });
  return {
    index(account) {
      const wanted = account === undefined ? [...mirror.values()] : [mirror.get(account) ?? new Map<string, SensorSummary>()];
      return wanted.flatMap((sensors) => [...sensors.values()].map(seen));
    },
    sensors: readSensors,
    onSensor(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      listeners.clear();
      owners.stop();
      await follower.stop();
    },
  };
}

const accountOf = (sensor: string): string => sensor.slice(0, sensor.indexOf("/"));
