import type { ReadSensor } from "@casement/core";
import { itemKey, sensorKey } from "../feeds/account-data.ts";
import { originOf } from "../feeds/changes.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import { withReadTimeout } from "./read-timeout.ts";
import { unlessPostponed } from "./unless-postponed.ts";

/** Creates the task that reads a sensor without a feed every `every` ms. Commits a changed value together with its events. */
export function createReadTask(
  environment: PluginEnvironment,
  sensor: LiveSensor,
  spec: ReadSensor<any, any, any, any>,
  every: number,
  task: string,
): (onDemand: boolean) => Promise<unknown> {
  const { account, contexts, groupReads, ledger, validateEvents, faults } = environment;
  const { kind, entry, instance } = sensor;
  return async (onDemand) => {
    const before = sensor.value;
    const own = { part: kind, forMany: spec.forMany, task, every, onDemand };
    const read = async (): Promise<boolean> => {
      const raw = await withReadTimeout(environment, { readWhat: `its sensor "${kind}"`, every }, async (signal) =>
        spec.read({ ...groupReads.contextFor(environment, own, contexts.forRead({ sensor: kind }, signal)), instance }),
      );
      account.signal.throwIfAborted();
      return sensor.accept(raw);
    };
    const differs = await faults.during(`reading of sensor kind "${kind}"`, () => unlessPostponed(read), entry.id);
    if (differs !== true) return differs;
    const now = account.clock.now().getTime();
    const item = itemKey(entry);
    const origin = originOf(ledger.data.written.get(item)?.at, now);
    ledger.data.written.delete(item);
    const after = sensor.value;
    const raised = before === undefined ? [] : (spec.changed?.({ before, after, instance, origin }) ?? []);
    await ledger.commit({ t: "value", s: sensorKey(entry), value: after, at: now, events: await validateEvents(raised) });
    sensor.publishIfChanged();
  };
}
