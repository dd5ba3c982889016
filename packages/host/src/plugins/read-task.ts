import type { PluginDefinition, ReadSensor } from "@casement/core";
import type { Raise } from "../events/raise.ts";
import { markLife } from "../feeds/changes.ts";
import type { Ledger } from "../feeds/ledger.ts";
import { instanceOf, type LiveSensor } from "../sensors/live-sensor.ts";
import type { AccountServices, PluginCalls } from "./calls.ts";
import type { FaultLog } from "./fault-log.ts";
import { withinReadingTime } from "./reading-time.ts";

export interface ReadTaskOptions {
  readonly plugin: PluginDefinition;
  readonly account: AccountServices;
  readonly calls: PluginCalls;
  readonly ledger: Ledger;
  readonly raise: Raise;
  readonly live: LiveSensor;
  readonly spec: ReadSensor<any, any, any, any>;
  readonly faults: FaultLog;
}

/** Reads a sensor of the simple form; a value that changed is committed together with the events it raises. */
export function readTask({ plugin, account, calls, ledger, raise, live, spec, faults }: ReadTaskOptions): () => Promise<void> {
  const { kind, entry } = live;
  const address = `${plugin.id}/${kind}/${entry.id}`;
  return async () => {
    const before = live.value;
    const time = { clock: account.clock, signal: account.signal, plugin: plugin.id, what: `its sensor "${kind}"` };
    const source = `reading of sensor kind "${kind}"`;
    let differs: boolean;
    try {
      const raw = await withinReadingTime(time, async (signal) =>
        spec.read({ ...calls.read({ sensor: kind }, signal), instance: instanceOf(entry) }),
      );
      account.signal.throwIfAborted();
      differs = await live.take(raw);
      faults.clear(source);
    } catch (error) {
      faults.report(source, error);
      throw error;
    }
    if (!differs) return;
    const wrote = `${plugin.id}/${entry.id}`;
    const wroteAt = ledger.data.written.get(wrote);
    ledger.data.written.delete(wrote);
    const origin = wroteAt !== undefined && account.clock.now().getTime() - wroteAt < markLife ? "casement" : "external";
    const after = live.value;
    const raised = before === undefined ? [] : (spec.changed?.({ before, after, instance: instanceOf(entry), origin }) ?? []);
    await ledger.commit({ t: "value", s: address, value: after, at: account.clock.now().getTime(), events: await raise(raised) });
    live.tell();
  };
}
