import { GraphFault } from "../graph-fault.ts";
import type { GraphRequest, GraphResult } from "../route.ts";
import type { ODataQuery } from "./odata-query.ts";

/** The query of a collection whose items `…/$count` counts. Paging and `$select` do not apply. */
export const toCountQuery = (query: ODataQuery): ODataQuery => ({
  ...query,
  select: undefined,
  top: undefined,
  skip: undefined,
  expand: [],
});

/**
 * Answers `…/$count` from the result of the collection: a number as text.
 *
 * @throws GraphFault 501 when the collection does not know its total.
 */
export function countResultOf({ path }: GraphRequest, { total }: GraphResult): GraphResult {
  if (total === undefined) throw new GraphFault(501, "NotEmulated", `The emulator does not have GET ${path} yet.`);
  return { body: new TextEncoder().encode(String(total)), headers: { "Content-Type": "text/plain" } };
}
