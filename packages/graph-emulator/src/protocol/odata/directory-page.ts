import { createRefusal } from "../../refusals/create-refusal.ts";
import type { GraphRequest, GraphResult } from "../route.ts";
import { createDirectorySearch } from "./directory-search.ts";
import { buildListPage, type ListOptions } from "./list-page.ts";
import type { FilterExpression, FilterOperand } from "./parse-filter.ts";

/**
 * Builds a page of directory objects, such as users and groups. Advanced queries need the header `ConsistencyLevel: eventual` and, except
 * for `$search`, `$count=true`. Source: learn.microsoft.com/graph/aad-advanced-queries.
 *
 * @throws GraphFault 400 without them.
 */
export function buildDirectoryPage<T>(
  request: GraphRequest,
  items: readonly T[],
  options: Pick<ListOptions<T>, "context" | "read" | "present">,
): GraphResult {
  const { search, ...query } = request.query;
  const isEventual = request.headers.get("consistencylevel")?.toLowerCase() === "eventual";
  const isCount = request.path.endsWith("/$count");
  if (isCount && !isEventual) throw createRefusal("directory-count-segment");
  if (query.skip !== undefined) throw createRefusal("directory-skip");
  if (search && !isEventual) throw createRefusal("directory-search-consistency");
  if (!(isEventual && (query.count || isCount))) checkSimpleQuery(request);
  const matches = search === undefined ? () => true : createDirectorySearch(search);
  const found = items.filter((item) => matches(options.read(item)));
  return buildListPage({ ...request, query: { ...query, search: undefined, count: query.count && isEventual } }, found, {
    ...options,
    defaultTop: 100,
    maxTop: 999,
    above: "refuse",
    paging: "skiptoken",
    alwaysId: false,
  });
}

function checkSimpleQuery({ query: { filter, orderBy } }: GraphRequest): void {
  if (!filter) return;
  if (usesNotEquals(filter)) throw createRefusal("directory-filter-not-equals");
  if (usesAdvanced(filter)) throw createRefusal("directory-filter-advanced");
  if (orderBy.length > 0) throw createRefusal("directory-orderby-filter");
}

const usesNotEquals = (filter: FilterExpression): boolean =>
  (filter.kind === "compare" && filter.op === "ne") || partsOf(filter).some(usesNotEquals);

const usesAdvanced = (filter: FilterExpression): boolean =>
  filter.kind === "not" || operandsOf(filter).some(isAdvancedOperand) || partsOf(filter).some(usesAdvanced);

/** `startsWith` is the only function of simple queries. */
const isAdvancedOperand = (operand: FilterOperand): boolean =>
  (operand.kind === "function" && operand.name !== "startswith") || (operand.kind === "path" && operand.path.at(-1) === "$count");

function partsOf(filter: FilterExpression): readonly FilterExpression[] {
  if (filter.kind === "and" || filter.kind === "or") return [filter.left, filter.right];
  if (filter.kind === "not") return [filter.of];
  return (filter.kind === "any" || filter.kind === "all") && filter.condition ? [filter.condition] : [];
}

function operandsOf(filter: FilterExpression): readonly FilterOperand[] {
  if (filter.kind === "compare") return [filter.left, filter.right];
  if (filter.kind === "test") return [filter.of];
  return filter.kind === "in" ? [filter.left] : [];
}
