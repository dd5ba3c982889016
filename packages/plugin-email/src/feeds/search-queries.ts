import type { Graph } from "@casement/core";
import { shortHash } from "@casement/graph-input";
import type { MessageSearches } from "../config.ts";

/** A search that only Graph can run. */
export interface SearchQuery {
  readonly kind: "search" | "body";
  readonly text: string;
  /** Identifies the query in the index. */
  readonly key: string;
}

/** Graph returns no more results for a search. Source: https://learn.microsoft.com/graph/search-query-parameter */
export const maxSearchResults = 1000;

export function searchQueriesOf({
  search,
  bodyContains,
}: { [K in keyof MessageSearches]?: MessageSearches[K] | undefined }): SearchQuery[] {
  return [
    ...(search === undefined ? [] : [searchQueryOf("search", search)]),
    ...(bodyContains === undefined ? [] : [searchQueryOf("body", bodyContains)]),
  ];
}

const searchQueryOf = (kind: SearchQuery["kind"], text: string): SearchQuery => ({ kind, text, key: shortHash(`${kind} ${text}`) });

/** Query options that list the messages which a query finds. */
export function searchQueryOptions({ kind, text }: Pick<SearchQuery, "kind" | "text">): Record<string, string> {
  if (kind === "search") return { $search: `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` };
  // The property in $orderby must come first in $filter. Source: https://learn.microsoft.com/graph/api/user-list-messages
  const filter = `receivedDateTime ge 1900-01-01T00:00:00Z and contains(body/content,${odataLiteral(text)})`;
  return { $filter: filter, $orderby: "receivedDateTime desc" };
}

/** A text in an OData filter, with apostrophes doubled. */
export const odataLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The ids that a query finds in a folder. `atLeast`: there can be more. */
export async function findMessageIds(graph: Graph, folder: string, query: SearchQuery): Promise<{ ids: Set<string>; atLeast: boolean }> {
  const ids = new Set<string>();
  const options = { query: { ...searchQueryOptions(query), $select: "id", $top: 250 } };
  for await (const { id } of graph.pages<{ id?: string }>(`${folder}/messages`, options)) {
    if (id) ids.add(id);
    if (ids.size >= maxSearchResults) return { ids, atLeast: true };
  }
  return { ids, atLeast: false };
}
