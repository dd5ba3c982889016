import { CasementError, type Graph } from "@casement/core";
import type { GraphUser } from "./graph-types.ts";

export const isObjectId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const $select = "id,displayName";

/** Finds a user by object ID, principal name or mail address. Undefined if there is none. */
export async function findUser(graph: Graph, name: string): Promise<GraphUser | undefined> {
  try {
    return await graph.get<GraphUser>(`/users/${encodeURIComponent(name)}`, { query: { $select } });
  } catch (error) {
    if (!CasementError.is(error) || error.code !== "graph-not-found") throw error;
  }
  if (!name.includes("@")) return undefined;
  // A mail address can differ from the principal name.
  const filter = `mail eq '${name.replaceAll("'", "''")}'`;
  const { value } = await graph.get<{ value: GraphUser[] }>("/users", { query: { $filter: filter, $select, $top: 1 } });
  return value[0];
}
