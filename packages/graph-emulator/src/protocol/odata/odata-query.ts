import type { FilterExpression } from "./parse-filter.ts";

export interface OrderBy {
  /** A property path such as `start/dateTime`. */
  path: string;
  descending: boolean;
}

export interface ExpandOption {
  /** A navigation property, with a cast before it where the client wrote one. */
  property: string;
  /** Options in parentheses. Names are in lowercase and without `$`; values are not parsed. */
  options: ReadonlyMap<string, string>;
  /** The parsed `$filter` in parentheses. */
  filter: FilterExpression | undefined;
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
  /** The values of the system query options as the client wrote them. Names are in lowercase and without `$`. */
  texts: ReadonlyMap<string, string>;
  /** The query in the client's order and spelling. */
  raw: URLSearchParams;
}

/** Whether the client filters, sorts, or searches, which few deltas support. */
export const narrowsItems = ({ filter, orderBy, search }: ODataQuery): boolean =>
  filter !== undefined || orderBy.length > 0 || search !== undefined;
