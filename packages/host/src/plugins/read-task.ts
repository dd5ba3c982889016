import type { PluginDefinition, ReadSensor } from "@casement/core";
import type { EventValidator } from "../events/event-validator.ts";
import { writtenMarkMs } from "../feeds/changes.ts";
import type { Ledger } from "../feeds/ledger.ts";
import { instanceOf, type LiveSensor } from "../sensors/live-sensor.ts";
import type { AccountContext, CallContexts } from "./call-contexts.ts";
import type { FaultLog } from "./fault-log.ts";
import { withReadTimeout } from "./read-timeout.ts";

export interface ReadTaskOptions {
  readonly plugin: PluginDefinition;
  readonly account: AccountContext;
  readonly contexts: CallContexts;
  readonly ledger: Ledger;
  readonly validateEvents: EventValidator;
  readonly sensor: LiveSensor;
  readonly spec: ReadSensor<any, any, any, any>;
  readonly faults: FaultLog;
}

/** Creates the task that reads a sensor without a feed. Commits a changed value together with its events. */
export function createReadTask({
  plugin,
  account,
  contexts,
  ledger,
  validateEvents,
  sensor,
  spec,
  faults,
}: ReadTaskOptions): () => Promise<void> {
  const { kind, entry } = sensor;
  const address = `${plugin.id}/${kind}/${entry.id}`;
  return async () => {
    const before = sensor.value;
    const timeout = { clock: account.clock, signal: account.signal, plugin: plugin.id, readWhat: `its sensor "${kind}"` };
    const source = `reading of sensor kind "${kind}"`;
    let differs: boolean;
    try {
      const raw = await withReadTimeout(timeout, async (signal) =>
        spec.read({ ...contexts.forRead({ sensor: kind }, signal), instance: instanceOf(entry) }),
      );
      account.signal.throwIfAborted();
      differs = await sensor.accept(raw);
      faults.clear(source);
    } catch (error) {
      faults.report(source, error);
      throw error;
    }
    if (!differs) return;
    const itemAddress = `${plugin.id}/${entry.id}`;
    const writtenAt = ledger.data.written.get(itemAddress);
    ledger.data.written.delete(itemAddress);
    const origin = writtenAt !== undefined && account.clock.now().getTime() - writtenAt < writtenMarkMs ? "casement" : "external";
    const after = sensor.value;
    const raised = before === undefined ? [] : (spec.changed?.({ before, after, instance: instanceOf(entry), origin }) ?? []);
    await ledger.commit({ t: "value", s: address, value: after, at: account.clock.now().getTime(), events: await validateEvents(raised) });
    sensor.publishIfChanged();
  };
}
