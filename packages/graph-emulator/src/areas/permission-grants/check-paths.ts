import { pathsOf } from "../../protocol/odata/parse-filter.ts";
import type { GraphRequest } from "../../protocol/route.ts";

/** Throws what `fault` returns for the first property in `$select`, `$filter`, or `$orderby` that is not one of `names`. */
export function checkPaths({ query }: GraphRequest, names: readonly string[], fault: (name: string) => Error): void {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const paths = [...(query.select ?? []), ...query.orderBy.map(({ path }) => path), ...(query.filter ? pathsOf(query.filter) : [])];
  const unknown = paths.map((path) => path.split("/")[0]!).find((name) => name !== "*" && !known.has(name.toLowerCase()));
  if (unknown !== undefined) throw fault(unknown);
}
