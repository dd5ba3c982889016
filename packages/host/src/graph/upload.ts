import { CasementError, type FileHandle } from "@casement/core";
import type { CallLane } from "./call-lane.ts";
import type { Streams } from "./download.ts";
import type { Answer, GraphRequest, Outcome } from "./exchange.ts";
import { fileRanges } from "./file-ranges.ts";

/** Graph takes multiples of 320 KiB, and at most 4 MB for Outlook attachments. */
const rangeSize = 10 * 320 * 1024;
/** Ranges that bring nothing forward before giving up. */
const maxStalls = 3;
const rangeTimeout = 60_000;

export interface UploadOrder {
  readonly path: string;
  /** Body of the request that opens the session. */
  readonly session: unknown;
  readonly file: FileHandle;
  readonly progress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Sends a file range by range; after a failure it goes on where the server says it is. The session's address comes from Graph alone,
 * must be https, and never sees the token: it is a secret in itself. Resolves with the answer to the last range.
 */
export async function upload<T>(lane: CallLane, { path, session, file, progress }: UploadOrder, streams: Streams): Promise<T> {
  if (file.size === 0) throw new CasementError("file-refused", "An empty file cannot be sent through an upload session.");
  // A second session beside an abandoned one has no effect.
  const opening = lane.request("POST", path, {}, { body: session, repeatable: true, batchable: false });
  const opened = await lane.deliver(opening);
  const url = sessionUrl(opening, opened.body?.uploadUrl);
  const target: GraphRequest = { ...opening, method: "PUT", headers: {}, body: undefined, timeout: rangeTimeout };
  const ranges = fileRanges(file);
  try {
    let offset = nextOffset(opened.body) ?? 0;
    for (let stalls = 0; stalls < maxStalls; ) {
      const bytes = await ranges.read(offset, Math.min(rangeSize, file.size - offset));
      const answer = await lane.deliver(target, rangeAttempt(url, offset, file.size, bytes, streams));
      const next = answer.status === 201 ? file.size : (nextOffset(answer.body) ?? offset + bytes.byteLength);
      stalls = next > offset ? 0 : stalls + 1;
      offset = next;
      progress?.(Math.min(offset, file.size), file.size);
      if (offset >= file.size) return result<T>(answer);
    }
  } finally {
    await ranges.close();
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
function rangeAttempt(
  url: string,
  offset: number,
  size: number,
  bytes: Buffer,
  { sender, slots }: Streams,
): (request: GraphRequest) => Promise<Outcome> {
  let tries = 0;
  const exchange = async (request: GraphRequest, body?: Buffer): Promise<Outcome> => {
    const release = await slots.take(request.signal);
    try {
      const result = await sender.openResponse(request, body ? { url, bytes: body } : { url });
      return result.kind === "failure" ? result : await sender.readResponse(request, result);
    } finally {
      release();
    }
  };
  return async (request) => {
    if (tries++ > 0) {
      const status = await exchange({ ...request, method: "GET" });
      const reached = status.kind === "answer" && status.status === 200 ? nextOffset(status.body) : undefined;
      if (reached !== undefined && reached !== offset) return status;
    }
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Range": `bytes ${offset}-${offset + bytes.byteLength - 1}/${size}`,
    };
    return exchange({ ...request, headers }, bytes);
  };
}

function sessionUrl(request: GraphRequest, url: unknown): string {
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
function result<T>({ body, headers }: Answer): T {
  const id = /\/attachments\('([^']+)'\)/i.exec(headers.location ?? "")?.[1];
  return (body ?? (id === undefined ? undefined : { id })) as T;
}
