import type { Instance, ServiceContext } from "@casement/core";
import { eventId as eventIdOf, eventPath as eventPathOf, type events } from "@casement/graph-calendar";
import type { Config } from "../config.ts";

export type ServiceCall<Input> = ServiceContext<Config, typeof events> & { readonly input: Input; readonly target: Instance };

/** "/me/events/…" */
export function eventPath({ account }: ServiceCall<unknown>, id: string): string {
  return eventPathOf(account.mailbox, id);
}

/** The event itself, or with `series` the master of its series. */
export function eventId(call: ServiceCall<{ id: string; series: boolean }>): Promise<string> {
  return eventIdOf(call, call.account.mailbox);
}
