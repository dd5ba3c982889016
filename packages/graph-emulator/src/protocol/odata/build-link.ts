import type { GraphRequest } from "../route.ts";

/** Builds the URL of this request with another query, using the host that the client used: for `@odata.nextLink` and `@odata.deltaLink`. */
export function buildLink(request: GraphRequest, query: Readonly<Record<string, string>>): string {
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return `${request.origin}/v1.0${request.rawPath}${text ? `?${text}` : ""}`;
}

/** Returns the client's query with some options replaced. Names are compared without `$`, ignoring case. */
export function mergeQuery(request: GraphRequest, changes: Readonly<Record<string, string>>): Record<string, string> {
  const optionName = (name: string) => name.toLowerCase().replace(/^\$/, "");
  const replaced = new Set(Object.keys(changes).map(optionName));
  const kept = [...request.query.raw].filter(([name]) => !replaced.has(optionName(name)));
  return { ...Object.fromEntries(kept), ...changes };
}
