import { CasementError, type Clock, type DeltaOptions, type DeltaPage, type FeedPage, type Logger } from "@casement/core";
import type { DeltaRounds } from "./delta-rounds.ts";
import type { GraphRequest } from "./graph-request.ts";
import { invalidPage, itemsOf } from "./invalid-page.ts";
import { checkLink } from "./link-of-page.ts";
import { listCursorOf, mayTryDelta, parseListCursor, wasListReadRecently } from "./list-cursor.ts";
import { readPages } from "./paging.ts";
import type { RequestPipeline } from "./request-pipeline.ts";

/** Error codes that mean that a cursor has expired. Graph also uses status 410. */
const expiredCodes = new Set(["syncstatenotfound", "syncstateinvalid", "resyncrequired", "fullsyncrequired"]);
/**
 * The responses of a collection without delta: bad request, forbidden, not found, method not allowed, not implemented. When the collection
 * itself does not exist or is forbidden, the read of the list that follows fails too.
 */
const deltaRefusals = new Set([400, 403, 404, 405, 501]);

export interface DeltaContext {
  readonly rounds: DeltaRounds;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Reads one page of a delta round. The cursor is the next or delta link without the origin, or says when the list was read instead. A cursor
 * that has expired, or that Graph keeps refusing, starts a full read at once. Undefined when it is too early to read the list again.
 */
export async function readDeltaPage<T extends { id: string }>(
  pipeline: RequestPipeline,
  path: string,
  cursor: string | undefined,
  options: DeltaOptions,
  context: DeltaContext,
): Promise<DeltaPage<T> | undefined> {
  const { list, onDemand = false, ...deltaOptions } = options;
  const now = context.clock.now();
  const listCursor = parseListCursor(cursor);
  if (listCursor && list) {
    if (!onDemand && wasListReadRecently(listCursor, now)) return undefined;
    if (!mayTryDelta(listCursor, now)) return readList(pipeline, list, listCursorOf(now, listCursor), context);
  }
  try {
    return await readLinks(pipeline, path, listCursor ? undefined : cursor, deltaOptions, context, list !== undefined);
  } catch (error) {
    if (!list || !refusesDelta(error)) throw error;
    const page = await readList<T>(pipeline, list, listCursorOf(now), context);
    context.log.info("Graph refuses change tracking (delta) here. Casement reads the complete list every 5 minutes instead.", {
      path: shapeOf(error),
    });
    return page;
  }
}

async function readLinks<T extends { id: string }>(
  pipeline: RequestPipeline,
  path: string,
  cursor: string | undefined,
  options: Pick<DeltaOptions, "query" | "headers">,
  { rounds }: DeltaContext,
  hasList: boolean,
): Promise<FeedPage<T>> {
  const { headers } = options;
  const first = pipeline.createRequest("GET", path, options);
  const requestFor = (link: string) => {
    const request = pipeline.createRequest("GET", link, headers ? { headers } : {}, {}, first);
    if (request.path !== first.path) checkLink(first, request);
    return request;
  };
  const read = async (request: GraphRequest, from: string | undefined): Promise<FeedPage<T>> => {
    const { body } = await pipeline.execute(request);
    const items = itemsOf<T & RemovableItem>(request, body);
    pipeline.countItems(request, items.length);
    const withIds = items.filter((item) => rounds.hasId(request, item));
    const page = toPage<T>(request, body, withIds, requestFor);
    rounds.checkPage(first, { cursor: from, next: page.cursor, more: page.more === true, items: withIds });
    return page;
  };
  if (cursor !== undefined) {
    try {
      const page = await read(requestFor(cursor), cursor);
      rounds.accept(cursor);
      return page;
    } catch (error) {
      if (!isExpired(error) && !(hasList && refusesDelta(error)) && !rounds.refuse(cursor, error)) throw error;
    }
  }
  return { ...(await read(first, undefined)), restart: true };
}

/** The complete list, as one page. */
async function readList<T extends { id: string }>(
  pipeline: RequestPipeline,
  { path, ...options }: NonNullable<DeltaOptions["list"]>,
  cursor: string,
  { rounds }: DeltaContext,
): Promise<DeltaPage<T>> {
  const put: Record<string, T> = {};
  const request = pipeline.createRequest("GET", path, options);
  for await (const item of readPages<T>(pipeline, path, options)) if (rounds.hasId(request, item)) put[item.id] = item;
  return { put, removed: [], cursor, restart: true, isList: true };
}

/** Removed items have the annotation `@removed`, or the facet `deleted` in OneDrive and SharePoint. */
interface RemovableItem {
  readonly "@removed"?: unknown;
  readonly deleted?: unknown;
}

function toPage<T extends { id: string }>(
  request: GraphRequest,
  body: any,
  items: readonly (T & RemovableItem)[],
  requestFor: (link: string) => GraphRequest,
): FeedPage<T> {
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

const refusesDelta = (error: unknown): boolean =>
  CasementError.is(error) && error.code !== "graph-not-found" && deltaRefusals.has(Number(error.details.status));
const shapeOf = (error: unknown): unknown => (CasementError.is(error) ? error.details.path : undefined);

function isExpired(error: unknown): boolean {
  if (!CasementError.is(error)) return false;
  const { status, code, innerCode } = error.details;
  return status === 410 || [code, innerCode].some((name) => expiredCodes.has(String(name).toLowerCase()));
}
