import type { DeltaOptions, Graph } from "@casement/core";
import { type DeltaContext, readDeltaPage } from "./delta.ts";
import { downloadContent, type TransferContext } from "./download-content.ts";
import type { GraphRequest } from "./graph-request.ts";
import { readPages } from "./paging.ts";
import { checkQueryAction } from "./query-fence.ts";
import type { RequestPipeline } from "./request-pipeline.ts";
import { uploadFile } from "./upload-file.ts";

/** Creates the `Graph` that a plugin gets. */
export function createGraph(pipeline: RequestPipeline, transfers: TransferContext, deltas: DeltaContext): Graph {
  const read = async <T>(request: GraphRequest): Promise<T> => {
    const { body } = await pipeline.execute(request);
    pipeline.countItems(request, Array.isArray(body?.value) ? body.value.length : body === undefined ? 0 : 1);
    return body as T;
  };
  return Object.freeze<Graph>({
    get: async (path, options) => read(unbatchedIfLarge(pipeline.createRequest("GET", path, options))),
    pages: (path, options) => readPages(pipeline, path, options),
    list: (path, options) => collectItems(readPages(pipeline, path, options)),
    // Without `list` there is always a page.
    delta: (path: string, cursor: string | undefined, options: DeltaOptions = {}) =>
      readDeltaPage(pipeline, path, cursor, options, deltas) as Promise<any>,
    query: async (path, body, options) => {
      const request = pipeline.createRequest("POST", path, options, { body, repeatable: true, batchable: true });
      checkQueryAction(request);
      return read(request);
    },
    send: async (method, path, body, options) => (await pipeline.execute(pipeline.createRequest(method, path, options, { body }))).body,
    download: (path) => downloadContent(pipeline, path, transfers),
    upload: (path, sessionBody, file, progress) => uploadFile(pipeline, { path, sessionBody, file, progress }, transfers),
  });
}

/** `Array.fromAsync`, which Node 20 lacks. */
async function collectItems<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** An attachment or raw content can have megabytes and would slow down a batch. */
function unbatchedIfLarge(request: GraphRequest): GraphRequest {
  return /\/(?:\$value|attachments\/[^/]+)$/i.test(request.path) ? { ...request, batchable: false } : request;
}
