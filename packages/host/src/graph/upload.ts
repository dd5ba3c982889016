import { CasementError, type FileHandle } from "@casement/core";
import type { TransferContext } from "./download.ts";
import { createFileRangeReader } from "./file-range-reader.ts";
import type { GraphRequest, GraphResponse, RequestOutcome } from "./graph-request.ts";
import type { RequestPipeline } from "./request-pipeline.ts";

/** Graph takes multiples of 320 KiB, and at most 4 MB for Outlook attachments. */
const rangeSize = 10 * 320 * 1024;
/** Ranges that bring nothing forward before giving up. */
const maxStalledRanges = 3;
const rangeTimeoutMs = 60_000;

export interface UploadRequest {
  readonly path: string;
  /** Body of the request that opens the session. */
  readonly sessionBody: unknown;
  readonly file: FileHandle;
  readonly progress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Sends a file range by range; after a failure it goes on where the server says it is. The session's address comes from Graph alone,
 * must be https, and never sees the token: it is a secret in itself. Resolves with the answer to the last range.
 */
export async function upload<T>(
  pipeline: RequestPipeline,
  { path, sessionBody, file, progress }: UploadRequest,
  transfers: TransferContext,
): Promise<T> {
  if (file.size === 0) throw new CasementError("file-refused", "An empty file cannot be sent through an upload session.");
  // A second session beside an abandoned one has no effect.
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
    `PUT to the upload session of ${opening.shape}: the server takes no more of the file. Send it again.`,
    {
      details: { method: "PUT", path: opening.shape },
    },
  );
}

/** One try of a range. Before a repeat the server is asked how far it came: the range may have arrived although its answer did not. */
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
  throw new CasementError("graph-error", `${request.method} ${request.shape}: the answer names no https address to upload to.`, {
    details: { method: request.method, path: request.shape },
  });
}

/** First byte that the server still lacks. Outlook spells the property with a capital and the range without its end. */
function nextOffset(body: any): number | undefined {
  const first = (body?.nextExpectedRanges ?? body?.NextExpectedRanges)?.[0];
  const start = /^\d+/.exec(String(first ?? ""))?.[0];
  return start === undefined ? undefined : Number(start);
}

/** Outlook answers the last range without a body; the id is in the address of what was made. */
function createdItemOf<T>({ body, headers }: GraphResponse): T {
  const id = /\/attachments\('([^']+)'\)/i.exec(headers.location ?? "")?.[1];
  return (body ?? (id === undefined ? undefined : { id })) as T;
}
