import type { GraphRequest } from "../route.ts";

/** The address of this call with another query, as the client knows the service: for `@odata.nextLink` and `@odata.deltaLink`. */
export function buildLink(request: GraphRequest, query: Readonly<Record<string, string>>): string {
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return `${request.origin}/v1.0${request.rawPath}${text ? `?${text}` : ""}`;
}

/** The client's own query with some options replaced (undefined removes); names are compared without `$` and case. */
export function mergeQuery(request: GraphRequest, changes: Readonly<Record<string, string>>): Record<string, string> {
  const optionName = (name: string) => name.toLowerCase().replace(/^\$/, "");
  const replaced = new Set(Object.keys(changes).map(optionName));
  const kept = [...request.query.raw].filter(([name]) => !replaced.has(optionName(name)));
  return { ...Object.fromEntries(kept), ...changes };
}
