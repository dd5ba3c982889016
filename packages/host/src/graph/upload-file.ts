import { CasementError, type FileHandle } from "@casement/core";
import type { TransferContext } from "./download-content.ts";
import { createFileRangeReader } from "./file-range-reader.ts";
import type { GraphRequest, GraphResponse, RequestOutcome } from "./graph-request.ts";
import type { RequestPipeline } from "./request-pipeline.ts";

/** Graph accepts multiples of 320 KiB, and at most 4 MB for Outlook attachments. */
const rangeSize = 10 * 320 * 1024;
/** Number of ranges without progress after which the upload fails. */
const maxStalledRanges = 3;
const rangeTimeoutMs = 60_000;

export interface UploadRequest {
  readonly path: string;
  /** Body of the request that creates the upload session. */
  readonly sessionBody: unknown;
  readonly file: FileHandle;
  readonly progress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Uploads a file range by range. After a failure it continues at the offset that the server reports. The upload session's address comes from
 * Graph, must use HTTPS, and is itself a secret; the token is not sent to it. Resolves with the created item.
 */
export async function uploadFile<T>(
  pipeline: RequestPipeline,
  { path, sessionBody, file, progress }: UploadRequest,
  transfers: TransferContext,
): Promise<T> {
  if (file.size === 0)
    throw new CasementError("file-refused", "An empty file cannot be uploaded through an upload session.", {
      details: { reason: "empty" },
    });
  // Repeatable: an abandoned upload session has no effect.
  const opening = pipeline.createRequest("POST", path, {}, { body: sessionBody, repeatable: true, batchable: false });
  const opened = await pipeline.execute(opening);
  const url = uploadUrlOf(opening, opened.body?.uploadUrl);
  const target: GraphRequest = { ...opening, method: "PUT", headers: {}, body: undefined, timeoutMs: rangeTimeoutMs };
  const reader = createFileRangeReader(file);
  try {
    let offset = nextOffset(opened.body) ?? 0;
    for (let stalls = 0; stalls < maxStalledRanges; ) {
      const bytes = await reader.read(offset, Math.min(rangeSize, file.size - offset));
      const response = await pipeline.execute(target, createRangeAttempt(url, offset, file.size, bytes, transfers));
      const next = response.status === 201 ? file.size : (nextOffset(response.body) ?? offset + bytes.byteLength);
      stalls = next > offset ? 0 : stalls + 1;
      offset = next;
      progress?.(Math.min(offset, file.size), file.size);
      if (offset >= file.size) return createdItemOf<T>(response);
    }
  } finally {
    await reader.close();
  }
  throw new CasementError(
    "graph-error",
    `PUT to the upload session of ${opening.shape}: the server accepts no more data. Upload the file again.`,
    {
      details: { method: "PUT", path: opening.shape },
    },
  );
}

/** Makes one attempt to send a range. Before a retry it asks the server for its offset, because only the response may have been lost. */
function createRangeAttempt(
  url: string,
  offset: number,
  size: number,
  bytes: Buffer,
  { sender, semaphore }: TransferContext,
): (request: GraphRequest) => Promise<RequestOutcome> {
  let tries = 0;
  const sendToSession = async (request: GraphRequest, body?: Buffer): Promise<RequestOutcome> => {
    const release = await semaphore.acquire(request.signal);
    try {
      const result = await sender.openResponse(request, body ? { url, bytes: body } : { url });
      return result.kind === "failure" ? result : await sender.readResponse(request, result);
    } finally {
      release();
    }
  };
  return async (request) => {
    if (tries++ > 0) {
      const status = await sendToSession({ ...request, method: "GET" });
      const received = status.kind === "response" && status.status === 200 ? nextOffset(status.body) : undefined;
      if (received !== undefined && received !== offset) return status;
    }
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Range": `bytes ${offset}-${offset + bytes.byteLength - 1}/${size}`,
    };
    return sendToSession({ ...request, headers }, bytes);
  };
}

function uploadUrlOf(request: GraphRequest, url: unknown): string {
  if (typeof url === "string" && url.startsWith("https://") && URL.canParse(url)) return url;
  throw new CasementError("graph-error", `${request.method} ${request.shape}: the response contains no HTTPS address for the upload.`, {
    details: { method: request.method, path: request.shape },
  });
}

/** The first byte that the server is missing. Outlook capitalizes the property and omits the range's end. */
function nextOffset(body: any): number | undefined {
  const first = (body?.nextExpectedRanges ?? body?.NextExpectedRanges)?.[0];
  const start = /^\d+/.exec(String(first ?? ""))?.[0];
  return start === undefined ? undefined : Number(start);
}

/** Outlook's response to the last range has no body. The new item's id is in the Location header. */
function createdItemOf<T>({ body, headers }: GraphResponse): T {
  const id = /\/attachments\('([^']+)'\)/i.exec(headers.location ?? "")?.[1];
  return (body ?? (id === undefined ? undefined : { id })) as T;
}
