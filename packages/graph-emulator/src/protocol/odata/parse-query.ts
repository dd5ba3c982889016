import { createRefusal } from "../../refusals/create-refusal.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import type { ODataQuery, OrderBy } from "./odata-query.ts";
import { parseExpand } from "./parse-expand.ts";
import { parseFilter } from "./parse-filter.ts";

const systemOptions = new Set([
  "select",
  "top",
  "skip",
  "skiptoken",
  "deltatoken",
  "count",
  "orderby",
  "filter",
  "search",
  "expand",
  "format",
]);

/**
 * Parses the query string of a Graph request.
 *
 * @throws GraphFault 400 for an invalid query.
 */
export function parseQuery(raw: URLSearchParams): ODataQuery {
  const options = new Map<string, string>();
  const custom = new Map<string, string>();
  for (const [key, value] of raw) {
    const name = key.toLowerCase().replace(/^\$/, "");
    if (systemOptions.has(name)) {
      if (options.has(name))
        throw badRequest(`Query option '$${name}' was specified more than once, but it must be specified at most once.`);
      options.set(name, value);
    } else if (key.startsWith("$")) throw badRequest(`The query parameter '${key}' is not supported.`);
    else custom.set(name, value);
  }
  const format = options.get("format");
  if (format !== undefined && !/^(application\/)?json\b/i.test(format))
    throw new GraphFault(501, "NotEmulated", `The emulator does not have $format=${format}.`);
  const filter = options.get("filter")?.trim();
  return {
    select: parseList(options.get("select")),
    top: parseWholeNumber(options.get("top"), "$top"),
    skip: parseWholeNumber(options.get("skip"), "$skip"),
    skipToken: options.get("skiptoken"),
    deltaToken: options.get("deltatoken"),
    count: parseCount(options.get("count")),
    orderBy: (parseList(options.get("orderby")) ?? []).map(parseOrderBy),
    filter: filter ? parseFilter(filter) : undefined,
    search: options.get("search")?.trim() || undefined,
    expand: parseExpand(options.get("expand") ?? ""),
    custom,
    texts: options,
    raw,
  };
}

function parseList(text: string | undefined): string[] | undefined {
  const names = (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length > 0 ? names : undefined;
}

function parseCount(text = "false"): boolean {
  if (!/^(true|false)$/i.test(text)) throw createRefusal("count-not-boolean", { value: text });
  return text.toLowerCase() === "true";
}

function parseWholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text.trim()))
    throw badRequest(
      `Invalid value '${text}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
    );
  return Number(text);
}

function parseOrderBy(text: string): OrderBy {
  const [path, direction = "asc", ...rest] = text.split(/\s+/);
  if (!/^(asc|desc)$/i.test(direction) || rest.length > 0) throw badRequest(`Syntax error at position ${path!.length} in '${text}'.`);
  return { path: path!, descending: direction.toLowerCase() === "desc" };
}
