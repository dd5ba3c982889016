import type { Instance, ServiceContext } from "@casement/core";
import type { Config } from "../config.ts";
import type { events } from "../event-payload.ts";
import type { GraphEvent } from "../graph-types.ts";

export type ServiceCall<Input> = ServiceContext<Config, typeof events> & { readonly input: Input; readonly target: Instance };

/** "/me/events/…" */
export function eventPath({ account }: ServiceCall<unknown>, id: string): string {
  return `${account.mailbox}/events/${encodeURIComponent(id)}`;
}

/** The event itself, or with `series` the master of its series. */
export async function eventId(call: ServiceCall<{ id: string; series: boolean }>): Promise<string> {
  const { id, series } = call.input;
  if (!series) return id;
  const event = await call.graph.get<GraphEvent>(eventPath(call, id), { query: { $select: "id,seriesMasterId" } });
  return event.seriesMasterId ?? id;
}
