import type { Graph } from "@casement/core";
import type { CallLane } from "./call-lane.ts";
import { deltaPage } from "./delta.ts";
import { download, type Streams } from "./download.ts";
import type { GraphRequest } from "./exchange.ts";
import { pages } from "./paging.ts";
import { upload } from "./upload.ts";

/** The verbs that a plugin gets, over one call's lane. */
export function createGraph(lane: CallLane, streams: Streams): Graph {
  const read = async <T>(request: GraphRequest): Promise<T> => {
    const { body } = await lane.deliver(request);
    lane.count(request, Array.isArray(body?.value) ? body.value.length : body === undefined ? 0 : 1);
    return body as T;
  };
  return Object.freeze<Graph>({
    get: async (path, options) => read(isLarge(lane.request("GET", path, options))),
    pages: (path, options) => pages(lane, path, options),
    list: (path, options) => gathered(pages(lane, path, options)),
    delta: (path, cursor, options) => deltaPage(lane, path, cursor, options),
    query: async (path, body, options) => read(lane.request("POST", path, options, { body, repeatable: true, batchable: true })),
    send: async (method, path, body, options) => (await lane.deliver(lane.request(method, path, options, { body }))).body,
    download: (path) => download(lane, path, streams),
    upload: (path, session, file, progress) => upload(lane, { path, session, file, progress }, streams),
  });
}

/** `Array.fromAsync`, which Node 20 does not have. */
async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** One attachment, or raw content, may be megabytes: it would hold up a batch. */
function isLarge(request: GraphRequest): GraphRequest {
  return /\/(?:\$value|attachments\/[^/]+)$/i.test(request.path) ? { ...request, batchable: false } : request;
}
