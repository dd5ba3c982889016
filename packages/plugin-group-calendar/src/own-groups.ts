import type { Graph } from "@casement/core";
import { type GraphGroup, groupFields, hasCalendar } from "./graph-types.ts";

/** The groups with a calendar that the signed-in person is a member of, directly or through another group. */
export async function ownGroups(graph: Graph): Promise<GraphGroup[]> {
  // The directory counts a cast among its advanced queries: learn.microsoft.com/graph/aad-advanced-queries.
  const options = { query: { $select: groupFields, $count: true, $top: 100 }, headers: { ConsistencyLevel: "eventual" } };
  const groups = await graph.list<GraphGroup>("/me/transitiveMemberOf/microsoft.graph.group", options);
  return groups.filter(hasCalendar);
}

/** Those that an id, address or name in the config means. */
export function findGroups(wanted: string, groups: readonly GraphGroup[]): GraphGroup[] {
  const lower = wanted.toLowerCase();
  const exact = groups.filter(({ id, displayName }) => id.toLowerCase() === lower || displayName === wanted);
  return exact.length > 0
    ? exact
    : groups.filter(({ mail, displayName }) => [mail, displayName].some((name) => name?.toLowerCase() === lower));
}
