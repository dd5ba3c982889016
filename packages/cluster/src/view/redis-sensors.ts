import type { KeyObject } from "node:crypto";
import { CasementError, systemClock } from "@casement/core";
import type { AccountLease, SensorPort, SensorSnapshot } from "@casement/host/ports";
import { createDataKeys } from "../keys/data-keys.ts";
import { outcomeOf, runScript } from "../redis/run-script.ts";
import { whenReady } from "../redis/when-ready.ts";
import { tellScript } from "../state/scripts.ts";
import { leaseLost } from "../state/store-errors.ts";
import { sealSensor } from "./sealed-sensors.ts";
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
  readonly sensors: Map<string, SensorSnapshot>;
}

/** The sensors of the accounts that this process runs, in Redis, where others see them. */
export function createRedisSensors(options: SensorViewOptions): RedisSensors {
  const { redis, keys, clusterKeys, lockOf, clock = systemClock, onProblem } = options;
  const dataKeys = createDataKeys(redis, keys, clusterKeys);
  const waiting = new Map<string, Waiting>();
  let writing: Promise<void> | undefined;

  const write = async (account: string, lease: AccountLease, snapshots: readonly SensorSnapshot[]): Promise<void> => {
    const at = keys.accountKeys(account);
    const sealAll = (dataKey: KeyObject) => snapshots.flatMap((snapshot) => sealSensor(dataKey, snapshot));
    const sealed = await dataKeys.open(account, sealAll);
    // Without a data key there is no account: it was removed.
    if (!sealed) throw leaseLost(account, lease);
    const reply = await runScript(
      redis,
      tellScript,
      [lockOf(account), at.index, at.sensors, keys.changes],
      [lease.token, account, ...sealed],
    );
    if (outcomeOf(reply) === "LOST") throw leaseLost(account, lease);
  };
  /** Newer ones that were told meanwhile stay. */
  const putBack = (account: string, lease: AccountLease, snapshots: readonly SensorSnapshot[]): void => {
    const current = waiting.get(account);
    if (current && current.lease !== lease) return;
    const newer = current?.sensors ?? [];
    waiting.set(account, { lease, sensors: new Map([...snapshots.map((each) => [each.id, each] as const), ...newer]) });
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
      const [account, { lease, sensors }] = next;
      waiting.delete(account);
      const snapshots = [...sensors.values()];
      if (snapshots.length > batch) putBack(account, lease, snapshots.splice(batch));
      try {
        await write(account, lease, snapshots);
      } catch (error) {
        onProblem(error);
        if (CasementError.is(error) && error.code === "lease-lost") {
          if (waiting.get(account)?.lease === lease) waiting.delete(account);
          continue;
        }
        putBack(account, lease, snapshots);
        await new Promise<void>((resolve) => void clock.after(1_000, resolve));
      }
    }
  };
  return {
    tell(sensor, lease) {
      const current = waiting.get(sensor.account);
      if (current?.lease === lease) {
        // The order of the sensors is that of their last change.
        current.sensors.delete(sensor.id);
        current.sensors.set(sensor.id, sensor);
      } else waiting.set(sensor.account, { lease, sensors: new Map([[sensor.id, sensor]]) });
      writing ??= writeAll();
    },
    written: async () => writing,
  };
}
