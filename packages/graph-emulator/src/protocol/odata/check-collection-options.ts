import { createRefusal } from "../../refusals/create-refusal.ts";
import { propertiesOf } from "../properties-of.ts";
import type { ODataQuery } from "./odata-query.ts";

/**
 * Checks that the client did not filter, sort, search, count, or page what is not a collection.
 *
 * @throws GraphFault 400 otherwise.
 */
export function checkCollectionOptions({ filter, orderBy, search, count, skip, skipToken, top }: ODataQuery, body: unknown): void {
  const isCollection = Array.isArray(propertiesOf(body).value);
  const hasOptions = orderBy.length > 0 || count || [filter, search, skip, skipToken, top].some((option) => option !== undefined);
  if (hasOptions && !isCollection) throw createRefusal("single-resource-options");
}
