import { CasementError, type FeedPage, type GraphOptions } from "@casement/core";
import type { GraphRequest } from "./graph-request.ts";
import { invalidPage, itemsOf } from "./paging.ts";
import type { RequestPipeline } from "./request-pipeline.ts";

/** Error codes that mean that a cursor has expired. Graph also uses status 410. */
const expiredCodes = new Set(["syncstatenotfound", "syncstateinvalid", "resyncrequired", "fullsyncrequired"]);

/** Reads one page of a delta round. The cursor is the next or delta link without the origin. An expired cursor starts a full read at once. */
export async function readDeltaPage<T extends { id: string }>(
  pipeline: RequestPipeline,
  path: string,
  cursor: string | undefined,
  options: GraphOptions = {},
): Promise<FeedPage<T>> {
  const { headers } = options;
  const requestFor = (link: string) => pipeline.createRequest("GET", link, headers ? { headers } : {});
  const read = async (request: GraphRequest): Promise<FeedPage<T>> => {
    const { body } = await pipeline.execute(request);
    return toPage(pipeline, request, body, requestFor);
  };
  if (cursor !== undefined) {
    try {
      return await read(requestFor(cursor));
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
  }
  return { ...(await read(pipeline.createRequest("GET", path, options))), restart: true };
}

/** Removed items have the annotation `@removed`, or the facet `deleted` in OneDrive and SharePoint. */
interface RemovableItem {
  readonly "@removed"?: unknown;
  readonly deleted?: unknown;
}

function toPage<T extends { id: string }>(
  pipeline: RequestPipeline,
  request: GraphRequest,
  body: any,
  requestFor: (link: string) => GraphRequest,
): FeedPage<T> {
  const items = itemsOf<T & RemovableItem>(request, body);
  pipeline.countItems(request, items.length);
  const put = new Map<string, T>();
  const removed = new Set<string>();
  // If an item appears more than once, the last entry wins.
  for (const item of items) {
    put.delete(item.id);
    removed.delete(item.id);
    if (item["@removed"] || item.deleted) removed.add(item.id);
    else put.set(item.id, item);
  }
  const more = typeof body["@odata.nextLink"] === "string";
  const link: unknown = more ? body["@odata.nextLink"] : body["@odata.deltaLink"];
  if (typeof link !== "string") throw invalidPage(request, "has neither a next link nor a delta link");
  const next = requestFor(link);
  const cursor = next.path + next.query;
  if (more && cursor === request.path + request.query) throw invalidPage(request, "links to itself");
  return { put: Object.fromEntries(put), removed: [...removed], cursor, more };
}

function isExpired(error: unknown): boolean {
  if (!CasementError.is(error)) return false;
  const { status, code, innerCode } = error.details;
  return status === 410 || [code, innerCode].some((name) => expiredCodes.has(String(name).toLowerCase()));
}
