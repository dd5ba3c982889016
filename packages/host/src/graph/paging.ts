import type { GraphOptions } from "@casement/core";
import type { GraphRequest } from "./graph-request.ts";
import { invalidPage, itemsOf } from "./invalid-page.ts";
import { checkLink } from "./link-of-page.ts";
import type { RequestPipeline } from "./request-pipeline.ts";

/** Yields the items of a collection, following `@odata.nextLink` from page to page. */
export async function* readPages<T>(
  pipeline: RequestPipeline,
  path: string,
  options: GraphOptions = {},
): AsyncGenerator<T, void, undefined> {
  const { headers } = options;
  const seen = new Set<string>();
  for (let request: GraphRequest | undefined = pipeline.createRequest("GET", path, options); request; ) {
    seen.add(request.path + request.query);
    const { body } = await pipeline.execute(request);
    const items = itemsOf<T>(request, body);
    pipeline.countItems(request, items.length);
    const link: unknown = body["@odata.nextLink"];
    const next: GraphRequest | undefined =
      typeof link === "string" ? pipeline.createRequest("GET", link, headers ? { headers } : {}) : undefined;
    if (next) checkLink(request, next);
    if (next && seen.has(next.path + next.query)) throw invalidPage(request, "links back to a page that was already read");
    yield* items;
    request = next;
  }
}
