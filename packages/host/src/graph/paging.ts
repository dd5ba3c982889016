import { CasementError, type GraphOptions } from "@casement/core";
import type { CallLane } from "./call-lane.ts";
import type { GraphRequest } from "./exchange.ts";

/** The items of a collection, page after page along `@odata.nextLink`. */
export async function* pages<T>(lane: CallLane, path: string, options: GraphOptions = {}): AsyncGenerator<T, void, undefined> {
  const { headers } = options;
  const seen = new Set<string>();
  for (let request: GraphRequest | undefined = lane.request("GET", path, options); request; ) {
    seen.add(request.path + request.query);
    const { body } = await lane.deliver(request);
    const items = itemsOf<T>(request, body);
    lane.count(request, items.length);
    const link: unknown = body["@odata.nextLink"];
    const next: GraphRequest | undefined = typeof link === "string" ? lane.request("GET", link, headers ? { headers } : {}) : undefined;
    if (next && seen.has(next.path + next.query)) throw brokenPage(request, "links back to a page that was already read");
    yield* items;
    request = next;
  }
}

export function itemsOf<T>(request: GraphRequest, body: any): readonly T[] {
  if (!Array.isArray(body?.value)) throw brokenPage(request, "is not a collection");
  return body.value;
}

export const brokenPage = (request: GraphRequest, what: string): CasementError =>
  new CasementError("graph-error", `${request.method} ${request.shape}: the answer ${what}. Read single things with get.`, {
    details: { method: request.method, path: request.shape },
  });
