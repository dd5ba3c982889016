import { CasementError, systemClock } from "@casement/core";
import type { AccountLease, SensorPort, SensorSnapshot, ToldAccount } from "@casement/host/ports";
import { createDataKeys } from "../keys/data-keys.ts";
import { outcomeOf, runScript } from "../redis/run-script.ts";
import { whenReady } from "../redis/when-ready.ts";
import { tellScript } from "../state/scripts.ts";
import { leaseLost } from "../state/store-errors.ts";
import { sealAccount, sealSensor } from "./sealed-sensors.ts";
import type { SensorViewOptions } from "./view-options.ts";

export interface RedisSensors extends SensorPort {
  /** Resolves when everything is written that was told before. */
  written(): Promise<void>;
}

/** How many sensors are written at once. */
const batch = 200;

/** What an account has still to tell. */
interface Waiting {
  readonly lease: AccountLease;
  /** Sensors by id, and the account by its name, in the order of their last change. */
  readonly told: Map<string, SensorSnapshot | ToldAccount>;
  /** Ids of collections. */
  readonly collections: Set<string>;
}

/** The sensors of the accounts that this process runs, in Redis, where others see them. */
export function createRedisSensors(options: SensorViewOptions): RedisSensors {
  const { redis, keys, clusterKeys, lockOf, clock = systemClock, onProblem } = options;
  const dataKeys = createDataKeys(redis, keys, clusterKeys);
  const waiting = new Map<string, Waiting>();
  let writing: Promise<void> | undefined;

  const write = async (account: string, { lease, told, collections }: Waiting): Promise<void> => {
    const at = keys.accountKeys(account);
    for (;;) {
      const key = await dataKeys.find(account);
      // Without a data key there is no account: it was removed.
      if (!key) throw leaseLost(account, lease);
      const { dataKey, wrapped } = key;
      const sealed = [...told.values()].flatMap((each) => ("attributes" in each ? sealSensor(dataKey, each) : sealAccount(dataKey, each)));
      const reply = await runScript(
        redis,
        tellScript,
        [lockOf(account), at.index, at.sensors, keys.changes, at.meta],
        [lease.token, account, wrapped, collections.size, ...collections, ...sealed],
      );
      const outcome = outcomeOf(reply);
      if (outcome === "LOST") throw leaseLost(account, lease);
      if (outcome !== "OTHER") return;
      dataKeys.forget(account);
    }
  };
  const waitingOf = (account: string, lease: AccountLease): Waiting => {
    const current = waiting.get(account);
    if (current?.lease === lease) return current;
    const next: Waiting = { lease, told: new Map(), collections: new Set() };
    waiting.set(account, next);
    return next;
  };
  /** Newer ones that were told meanwhile stay. */
  const putBack = (account: string, { lease, told, collections }: Waiting): void => {
    const current = waiting.get(account);
    if (current && current.lease !== lease) return;
    waiting.set(account, {
      lease,
      told: new Map([...told, ...(current?.told ?? [])]),
      collections: new Set([...collections, ...(current?.collections ?? [])]),
    });
  };
  const writeAll = async (): Promise<void> => {
    // What is told in one go is written in one.
    await Promise.resolve();
    for (;;) {
      await whenReady(redis);
      const [next] = waiting;
      if (!next) {
        writing = undefined;
        return;
      }
      const [account, all] = next;
      const { lease } = all;
      waiting.delete(account);
      const told = [...all.told];
      const written: Waiting = { ...all, told: new Map(told.slice(0, batch)) };
      if (told.length > batch) putBack(account, { ...all, told: new Map(told.slice(batch)), collections: new Set() });
      try {
        await write(account, written);
      } catch (error) {
        onProblem(error);
        if (CasementError.is(error) && error.code === "lease-lost") {
          if (waiting.get(account)?.lease === lease) waiting.delete(account);
          continue;
        }
        putBack(account, written);
        await new Promise<void>((resolve) => void clock.after(1_000, resolve));
      }
    }
  };
  const tell = (account: string, id: string, value: SensorSnapshot | ToldAccount, lease: AccountLease): void => {
    const { told } = waitingOf(account, lease);
    told.delete(id);
    told.set(id, value);
    writing ??= writeAll();
  };
  return {
    tell: (sensor, lease) => tell(sensor.account, sensor.id, sensor, lease),
    tellAccount: (account, lease) => tell(account.options.name, account.options.name, account, lease),
    tellCollection({ account, id }, lease) {
      waitingOf(account, lease).collections.add(id);
      writing ??= writeAll();
    },
    written: async () => writing,
  };
}
