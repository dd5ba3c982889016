import type { Graph } from "@casement/core";
import type { Searches } from "../config.ts";
import type { GraphMessage } from "../graph-types.ts";

/** A question that only Graph can answer. `key` stands for it in the index. */
export interface Query {
  readonly kind: "search" | "body";
  readonly text: string;
  readonly key: string;
}

/** Graph's searches end here. */
export const mostFound = 1000;

export function queriesOf({ search, bodyContains }: { [K in keyof Searches]?: Searches[K] | undefined }): Query[] {
  return [
    ...(search === undefined ? [] : [queryOf("search", search)]),
    ...(bodyContains === undefined ? [] : [queryOf("body", bodyContains)]),
  ];
}

const queryOf = (kind: Query["kind"], text: string): Query => ({ kind, text, key: hash(`${kind} ${text}`) });

/** Query options of a list of messages. Apostrophes are doubled in a filter, quotation marks escaped in a search. */
export function queryOptions({ kind, text }: Pick<Query, "kind" | "text">): Record<string, string> {
  if (kind === "search") return { $search: `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` };
  // The sort key has to come first in the filter.
  const filter = `receivedDateTime ge 1900-01-01T00:00:00Z and contains(body/content,${literal(text)})`;
  return { $filter: filter, $orderby: "receivedDateTime desc" };
}

/** A text in an OData filter. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Ids that a query finds in a folder; `atLeast` when there may be more. */
export async function find(graph: Graph, folder: string, query: Query): Promise<{ ids: Set<string>; atLeast: boolean }> {
  const ids = new Set<string>();
  const options = { query: { ...queryOptions(query), $select: "id", $top: 250 } };
  for await (const { id } of graph.pages<GraphMessage>(`${folder}/messages`, options)) {
    ids.add(id);
    if (ids.size >= mostFound) return { ids, atLeast: true };
  }
  return { ids, atLeast: false };
}

/** FNV-1a, in six letters. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value.toString(36);
}
