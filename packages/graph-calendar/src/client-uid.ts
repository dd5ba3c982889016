import { CasementError, type Graph } from "@casement/core";
import type { GraphEvent } from "./graph-types.ts";

/** The named property in which the UID is kept that another program gave to an event: Graph lets nobody choose `iCalUId`. */
export const clientUidName = "String {00020329-0000-0000-C000-000000000046} Name casement-uid";

export const clientUidProperty = (uid: string): { readonly id: string; readonly value: string } => ({ id: clientUidName, value: uid });

/**
 * Before people are invited: the meeting may be in the calendar already, outside of what is stored, or since a moment ago.
 * @throws CasementError `graph-conflict`
 */
export async function requireUnknownMeeting(graph: Graph, calendarPath: string, uid: string): Promise<void> {
  const $filter = `iCalUId eq '${uid.replaceAll("'", "''")}'`;
  const [known] = await graph.list<GraphEvent>(`${calendarPath}/events`, { query: { $filter, $select: "id", $top: 1 } });
  if (known)
    throw new CasementError(
      "graph-conflict",
      "The calendar has a meeting with this UID already. Nothing was created, and nobody was invited.",
    );
}
