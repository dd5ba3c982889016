import type { FilterExpression } from "./parse-filter.ts";

export interface OrderBy {
  /** A property path such as `start/dateTime`. */
  path: string;
  descending: boolean;
}

export interface ExpandOption {
  /** A navigation property. */
  property: string;
  /** Options in parentheses, not parsed: `$select=id,name`. */
  options: string;
}

/** The parsed system query options of a request. As in Graph, names are accepted in any case, with or without `$`. */
export interface ODataQuery {
  /** Undefined if absent or empty. */
  select: readonly string[] | undefined;
  top: number | undefined;
  skip: number | undefined;
  skipToken: string | undefined;
  deltaToken: string | undefined;
  count: boolean;
  orderBy: readonly OrderBy[];
  filter: FilterExpression | undefined;
  search: string | undefined;
  expand: readonly ExpandOption[];
  /** All other parameters. Names are in lowercase, for example `startdatetime`. */
  custom: ReadonlyMap<string, string>;
  /** The query in the client's order and spelling. */
  raw: URLSearchParams;
}
