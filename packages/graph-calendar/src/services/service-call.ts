import type { KeyedInstance, RaisedEvent, ServiceContext } from "@casement/core";
import type { events } from "../event-payload.ts";
import type { GraphEvent } from "../graph-types.ts";

/** What a service that acts on events is called with, whatever its plugin's config. */
export type EventCall<Input> = Omit<ServiceContext<unknown, RaisedEvent<typeof events>>, "config"> & {
  readonly input: Input;
  readonly target: KeyedInstance;
};

/** "/me/events/…". `base` is where events are: "/me", "/groups/…". */
export function eventPath(base: string, id: string): string {
  return `${base}/events/${encodeURIComponent(id)}`;
}

/** The event itself, or with `series` the master of its series. */
export async function eventId({ input, graph }: EventCall<{ id: string; series: boolean }>, base: string): Promise<string> {
  const { id, series } = input;
  if (!series) return id;
  const event = await graph.get<GraphEvent>(eventPath(base, id), { query: { $select: "id,seriesMasterId" } });
  return event.seriesMasterId ?? id;
}
