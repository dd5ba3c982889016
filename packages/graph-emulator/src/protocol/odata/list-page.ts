import { createRefusal } from "../../refusals/create-refusal.ts";
import { badRequest } from "../graph-fault.ts";
import type { GraphRequest, GraphResult } from "../route.ts";
import { buildLink, mergeQuery } from "./build-link.ts";
import { matchesFilter, toOrderable, valueAt } from "./evaluate-filter.ts";
import type { OrderBy } from "./odata-query.ts";
import { firstPathOf } from "./parse-filter.ts";
import { pickQueried } from "./pick-selected.ts";
import { createTextSearch } from "./text-search.ts";

export interface ListOptions<T> {
  /** End of `@odata.context`. */
  context: string;
  /** The item as `$filter` and `$orderby` see it, in Graph's shape. Ids are optional. */
  read(item: T): object;
  /** The item as it is sent. Called only for the items of the page. */
  present(item: T): object;
  defaultTop: number;
  maxTop: number;
  /** How a `$top` above `maxTop` is handled: reduced silently, or refused with 400. */
  above: "cap" | "refuse";
  /** Paging with `$skip=n` as in Exchange, or with an opaque `$skiptoken` as in the directory. */
  paging?: "skip" | "skiptoken";
  /** Order without `$orderby`. Default: the order of `items`. */
  order?: OrderBy;
  /** Text of an item for `$search`. Omit to refuse `$search`. */
  searchText?(item: T): string;
  /** Requires the sort key to be the first property in `$filter`, as in Exchange. */
  sortKeyFirst?: boolean;
  /** Sends `id` always (Exchange, the default), or only when selected (directory). */
  alwaysId?: boolean;
}

/** Page sizes of messages, folders, events, and contacts. */
export const outlookPageSizes = { defaultTop: 10, maxTop: 1000, above: "refuse" } as const;

/** Builds a page of a collection with `$filter`, `$search`, `$orderby`, `$skip`, `$top`, `$count`, and `$select` applied. */
export function buildListPage<T>(request: GraphRequest, items: readonly T[], options: ListOptions<T>): GraphResult {
  const { query } = request;
  checkQuery(request, options);
  const order = query.orderBy.length > 0 ? query.orderBy : options.order ? [options.order] : [];
  const filter = query.filter;
  const read = readOnce(options.read);
  let found = filter ? items.filter((item) => matchesFilter(filter, read(item))) : [...items];
  const matchesSearch = query.search ? createTextSearch(query.search) : undefined;
  if (matchesSearch) found = found.filter((item) => matchesSearch(options.searchText!(item)));
  if (order.length > 0) found = sortItems(found, order, read);

  const offset = query.skipToken ? offsetFromToken(query.skipToken) : (query.skip ?? 0);
  const size = Math.min(query.top ?? request.prefer.maxPageSize ?? options.defaultTop, options.maxTop);
  const page = found.slice(offset, offset + size);
  const end = offset + page.length;
  const more = size > 0 && end < found.length;
  const next: Record<string, string> =
    options.paging === "skiptoken" ? { $skiptoken: Buffer.from(`m~${end}`).toString("base64url") } : { $skip: String(end) };
  const always = options.alwaysId === false ? [] : ["id"];
  return {
    status: 200,
    total: found.length,
    body: {
      "@odata.context": `${request.origin}/v1.0/$metadata#${options.context}${query.select ? `(${query.select.join(",")})` : ""}`,
      ...(query.count ? { "@odata.count": found.length } : {}),
      value: page.map((item) => pickQueried(options.present(item), query, always)),
      ...(more ? { "@odata.nextLink": buildLink(request, mergeQuery(request, next)) } : {}),
    },
  };
}

/** Builds one entity with `$select` applied. */
export function buildEntity(request: GraphRequest, context: string, item: object, { alwaysId = true } = {}): GraphResult {
  const { select } = request.query;
  return {
    status: 200,
    body: {
      "@odata.context": `${request.origin}/v1.0/$metadata#${context}${select ? `(${select.join(",")})` : ""}/$entity`,
      ...pickQueried(item, request.query, alwaysId ? ["id"] : []),
    },
  };
}

function checkQuery<T>({ query }: GraphRequest, options: ListOptions<T>): void {
  if (query.search && !options.searchText) throw createRefusal("search-not-supported");
  if (options.above === "refuse" && (query.top ?? 0) > options.maxTop)
    throw createRefusal("top-above-maximum", { limit: options.maxTop, value: query.top! });
  const first = query.filter && firstPathOf(query.filter);
  if (options.sortKeyFirst && first && query.orderBy[0] && first.toLowerCase() !== query.orderBy[0].path.toLowerCase())
    throw createRefusal("mail-inefficient-filter");
}

/** `$filter` and each key of `$orderby` need the item, and presenting it takes most of the time of a page. */
function readOnce<T>(read: ListOptions<T>["read"]): ListOptions<T>["read"] {
  const values = new Map<T, ReturnType<typeof read>>();
  return (item) => {
    const value = values.get(item) ?? read(item);
    values.set(item, value);
    return value;
  };
}

function sortItems<T>(items: T[], order: readonly OrderBy[], read: ListOptions<T>["read"]): T[] {
  const keys = order.map(({ path, descending }) => ({ path: path.split("/"), sign: descending ? -1 : 1 }));
  return items
    .map((item) => ({ item, by: keys.map(({ path }) => toOrderable(valueAt(read(item), path))) }))
    .sort((a, b) => {
      for (const [index, { sign }] of keys.entries()) {
        const [left, right] = [a.by[index] ?? null, b.by[index] ?? null];
        if (left === right) continue;
        if (left === null || right === null) return left === null ? -sign : sign;
        return left < right ? -sign : sign;
      }
      return 0;
    })
    .map(({ item }) => item);
}

function offsetFromToken(token: string): number {
  const match = /^m~(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  if (!match) throw badRequest("The provided skip token is invalid.");
  return Number(match[1]);
}
