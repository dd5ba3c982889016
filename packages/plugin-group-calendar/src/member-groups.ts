import type { Graph } from "@casement/core";
import { type GraphGroup, groupProperties, hasCalendar, soundGroup } from "./graph-types.ts";

/** Lists the groups with a calendar that the signed-in user is a member of, directly or through another group. */
export async function listMemberGroups(graph: Graph): Promise<GraphGroup[]> {
  // Microsoft Entra counts a cast as an advanced query: learn.microsoft.com/graph/aad-advanced-queries.
  const options = { query: { $select: groupProperties, $count: true, $top: 100 }, headers: { ConsistencyLevel: "eventual" } };
  const groups = await graph.list<GraphGroup>("/me/transitiveMemberOf/microsoft.graph.group", options);
  return groups.flatMap((group) => soundGroup(group) ?? []).filter(hasCalendar);
}
