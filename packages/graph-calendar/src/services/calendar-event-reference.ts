import type { Graph } from "@casement/core";
import * as z from "zod";
import type { GraphEvent } from "../graph-types.ts";

/** The result of services that do not return the event itself. */
export const calendarEventReference = z.object({ id: z.string() });

/** The path of an event. `base` is the path of its mailbox or group: `/me`, `/groups/{id}`. */
export function calendarEventPathOf(base: string, id: string): string {
  return `${base}/events/${encodeURIComponent(id)}`;
}

interface ReferenceCall {
  readonly graph: Graph;
  readonly input: { readonly id: string; readonly series: boolean };
}

/** The id of the event that a service acts on: `id`, or with `series` the id of its series' master. */
export async function resolveCalendarEventId({ graph, input }: ReferenceCall, base: string): Promise<string> {
  const { id, series } = input;
  if (!series) return id;
  const event = await graph.get<GraphEvent>(calendarEventPathOf(base, id), { query: { $select: "id,seriesMasterId" } });
  return event.seriesMasterId ?? id;
}
