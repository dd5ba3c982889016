import { CasementError, type Logger } from "@casement/core";
import { clientUidName } from "../client-uid.ts";
import type { GraphEvent } from "../graph-types.ts";
import type { CalendarSource } from "./calendar-source.ts";

type EventWithUid = GraphEvent & { readonly singleValueExtendedProperties?: readonly { readonly id?: string; readonly value?: string }[] };

/**
 * The UIDs that calendar programs gave to events, by id: for a first read, because the hub may have known them before its data was lost. Delta
 * does not support `$expand`, so they are read apart.
 */
export async function readClientUids(source: CalendarSource, log: Logger): Promise<ReadonlyMap<string, string>> {
  if (source.basic) return new Map();
  const wanted = `id eq '${clientUidName}'`;
  const query = {
    $filter: `singleValueExtendedProperties/any(ep: ep/${wanted} and ep/value ne null)`,
    $expand: `singleValueExtendedProperties($filter=${wanted})`,
    $select: "id",
    $top: 200,
  };
  try {
    const events = await source.graph.list<EventWithUid>(`${source.path}/events`, { query });
    return new Map(
      events.flatMap(({ id, singleValueExtendedProperties: [property] = [] }) => (property?.value ? [[id, property.value] as const] : [])),
    );
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    log.warn("The UIDs that calendar programs gave to events could not be read. Such events have Outlook's UIDs.");
    return new Map();
  }
}
