import type { FilterExpression } from "./parse-filter.ts";

export interface OrderBy {
  /** A property path such as `start/dateTime`. */
  path: string;
  descending: boolean;
}

export interface ExpandOption {
  /** A navigation property. */
  property: string;
  /** Options in parentheses, unparsed: `$select=id,name`. */
  options: string;
}

/** The system query options of a request, parsed. Names are accepted in any case, with or without `$`, as Graph does. */
export interface ODataQuery {
  /** Undefined when absent or empty. */
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
  /** Every other parameter by its lower-cased name, for example `startdatetime`. */
  custom: ReadonlyMap<string, string>;
  /** What the client sent, in its own order and spelling. */
  raw: URLSearchParams;
}
