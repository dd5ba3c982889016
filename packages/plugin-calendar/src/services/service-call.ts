import type { ServiceCall as CoreServiceCall, RaisedEvent } from "@casement/core";
import { eventId as eventIdOf, eventPath as eventPathOf, type events } from "@casement/graph-calendar";
import type { Config } from "../config.ts";

export type ServiceCall<Input> = CoreServiceCall<Config, Input, RaisedEvent<typeof events>>;

/** "/me/events/…" */
export function eventPath({ account }: ServiceCall<unknown>, id: string): string {
  return eventPathOf(account.mailbox, id);
}

/** The event itself, or with `series` the master of its series. */
export function eventId(call: ServiceCall<{ id: string; series: boolean }>): Promise<string> {
  return eventIdOf(call, call.account.mailbox);
}
