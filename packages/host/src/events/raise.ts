import { checkValue, type PluginDefinition, textOfIssues } from "@casement/core";
import type { JournalEvent } from "../api.ts";
import { jsonFault } from "../json/json-fault.ts";

export interface RaisedEvent {
  readonly event: string;
  readonly payload: unknown;
  readonly at?: Date;
}

/** Turns what a plugin raised into journal events, checked against its schemas; the ledger numbers them. What does not fit is reported and left out. */
export type Raise = (raised: readonly RaisedEvent[]) => Promise<JournalEvent[]>;

/** A plugin that floods the journal helps nobody. */
const mostAtOnce = 5_000;

export function createRaise(account: string, plugin: PluginDefinition, now: () => Date, report: (message: string) => void): Raise {
  return async (raised) => {
    const events: JournalEvent[] = [];
    if (raised.length > mostAtOnce)
      report(`raised ${raised.length} events at once; only the first ${mostAtOnce} are announced. Report it to the plugin's author`);
    for (const { event, payload, at } of raised.slice(0, mostAtOnce)) {
      const schema = plugin.events?.[event];
      if (!schema) {
        report(`raised the event "${event}", which it does not declare`);
        continue;
      }
      const result = await checkValue(schema, payload);
      if ("issues" in result) report(`raised ${event} with a payload that does not fit its schema: ${textOfIssues(result.issues)}`);
      else if (jsonFault(result.value) !== undefined) report(`raised ${event} with a payload that is not JSON: ${jsonFault(result.value)}`);
      else events.push({ id: "", account, type: `${plugin.id}/${event}`, at: (at ?? now()).toISOString(), payload: result.value });
    }
    return events;
  };
}
