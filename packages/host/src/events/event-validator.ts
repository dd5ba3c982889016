import type { PluginDefinition } from "@casement/core";
import type { JournalEvent } from "../api.ts";
import { validateValue } from "../json/validate-value.ts";

export interface RaisedEvent {
  readonly event: string;
  readonly payload: unknown;
  readonly at?: Date;
}

/** Checks raised events against the plugin's schemas and turns them into journal events without ids. Reports and skips invalid ones. */
export type EventValidator = (raised: readonly RaisedEvent[]) => Promise<JournalEvent[]>;

/** Limits what a faulty plugin can write to the journal at once. */
const maxEventsAtOnce = 5_000;

export function createEventValidator(
  account: string,
  plugin: PluginDefinition,
  now: () => Date,
  report: (message: string) => void,
): EventValidator {
  return async (raised) => {
    const events: JournalEvent[] = [];
    if (raised.length > maxEventsAtOnce)
      report(`raised ${raised.length} events at once; only the first ${maxEventsAtOnce} are announced. Report it to the plugin's author`);
    for (const { event, payload, at } of raised.slice(0, maxEventsAtOnce).map((each) => each ?? { event: "undefined" })) {
      const schema = plugin.events && Object.hasOwn(plugin.events, event) ? plugin.events[event] : undefined;
      if (!schema) {
        report(`raised the event "${event}", which it does not declare`);
        continue;
      }
      if (at !== undefined && !(at instanceof Date && !Number.isNaN(at.getTime()))) {
        report(`raised ${event} at a time that is not a valid Date`);
        continue;
      }
      const result = await validateValue(schema, payload);
      if ("mistake" in result) report(`raised ${event} with a payload that ${result.mistake.reason}`);
      else events.push({ id: "", account, type: `${plugin.id}/${event}`, at: (at ?? now()).toISOString(), payload: result.value });
    }
    return events;
  };
}
