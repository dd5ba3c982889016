import { CasementError, type Graph } from "@casement/core";
import { addDays } from "@casement/graph-time";
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
  readonly input: { readonly id: string; readonly series: boolean; readonly occurrence?: string | undefined };
}

/** The id of the event that a service acts on: `id`, with `series` the id of its series' master, or with `occurrence` that of an occurrence. */
export async function resolveCalendarEventId({ graph, input }: ReferenceCall, base: string): Promise<string> {
  const { id, series, occurrence } = input;
  if (occurrence !== undefined) return findOccurrenceId(graph, base, id, occurrence);
  if (!series) return id;
  const event = await graph.get<GraphEvent>(calendarEventPathOf(base, id), { query: { $select: "id,seriesMasterId" } });
  return event.seriesMasterId ?? id;
}

/**
 * The id of the occurrence that the rule of a series has on a day. Microsoft documents the name `OID.{series}.{day}` as the id of an occurrence
 * that was canceled. Where Graph does not find others by it, they are found in the list of that day.
 * Source: learn.microsoft.com/graph/api/event-get (cancelledOccurrences).
 */
async function findOccurrenceId(graph: Graph, base: string, series: string, day: string): Promise<string> {
  try {
    return (await graph.get<GraphEvent>(calendarEventPathOf(base, `OID.${series}.${day}`), { query: { $select: "id" } })).id;
  } catch (error) {
    const status = CasementError.is(error) ? (error.details as { status?: unknown } | undefined)?.status : undefined;
    if (status !== 400 && status !== 404) throw error;
  }
  const query = {
    startDateTime: `${addDays(day, -1)}T00:00:00Z`,
    endDateTime: `${addDays(day, 2)}T00:00:00Z`,
    $select: "id,type,start,originalStart,occurrenceId",
  };
  const instances = await graph.list<GraphEvent & { occurrenceId?: string | null }>(`${calendarEventPathOf(base, series)}/instances`, {
    query,
  });
  const found = instances.find(({ occurrenceId }) => occurrenceId?.endsWith(`.${day}`));
  if (found) return found.id;
  throw new CasementError("graph-not-found", `The series has no occurrence on ${day}. It may have been removed.`);
}
