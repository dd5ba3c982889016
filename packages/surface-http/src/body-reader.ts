import { isUtf8 } from "node:buffer";
import { CasementError, type Clock, invalidInput, nearestName } from "@casement/core";
import { bytesOfRequest, createHeldBodies } from "./held-bodies.ts";
import type { Route } from "./route.ts";

/** Reads request bodies as JSON objects. Anybody can send a body to an `open` route, so there its size, its time and their number are bounded. */
export interface BodyReader {
  /**
   * An empty body counts as `{}`. The content type is ignored: `curl -d` sends a wrong one, and requests with a cookie are limited to the
   * dashboard's origin by other means. `client`: who sends it.
   * @throws CasementError `too-large`, `input-invalid`, `too-many-calls`
   */
  read(request: Request, route: Pick<Route, "access" | "body">, client: string): Promise<Readonly<Record<string, unknown>>>;
  /** Any JSON: a message of an agent. @throws CasementError as `read` */
  readAny(request: Request, route: Pick<Route, "access">, client: string): Promise<unknown>;
  readForm(request: Request, route: Pick<Route, "access">, client: string): Promise<URLSearchParams>;
}

export interface BodyLimit {
  readonly bytes: number;
  readonly text: string;
}

const bodyLimit: BodyLimit = {
  bytes: 1024 * 1024,
  text: "1 MB. To send a file, upload it to /api/v1/uploads, or put it into a configured folder, and pass its name",
};
/** A call of an agent can have a file of 10 MB, in Base64. */
const messageLimit: BodyLimit = { bytes: 15 * 1024 * 1024, text: "15 MB. Put larger files into a configured folder, and pass their names" };
/** As the host's limit of an uploaded file. */
export const fileLimit: BodyLimit = { bytes: 25 * 1024 * 1024, text: "25 MB" };
/** A token or the secret of a link. */
const openBodyLimit: BodyLimit = { bytes: 4096, text: "4 kB" };
/** A body that is too large is read to its end up to here: a proxy that still sends it reports a closed connection, and not what the hub answered. */
const maxDiscardedBytes = 32 * 1024 * 1024;
const maxOpenBodies = 50;
const maxOpenBodiesOfClient = 10;
export function createBodyReader(clock: Clock): BodyReader {
  const open = createHeldBodies(clock, {
    bytes: maxOpenBodies * bytesOfRequest,
    bytesOfClient: maxOpenBodiesOfClient * bytesOfRequest,
  });
  const readBody = (request: Request, access: Route["access"], client: string, limit = bodyLimit): Promise<string> =>
    access === "open"
      ? open.hold(client, (onBytes, signal) => readText(request, openBodyLimit, { onBytes, signal }))
      : readText(request, limit);
  return {
    readForm: async (request, { access }, client) => new URLSearchParams(await readBody(request, access, client)),
    readAny: async (request, { access }, client) => parseJson(await readBody(request, access, client, messageLimit)),
    async read(request, { access, body: schema }, client) {
      const body = parseObject(await readBody(request, access, client));
      checkFields(body, schema?.properties as object | undefined);
      return body;
    },
  };
}

export interface BodyReading {
  /** Told the size of each part as it arrives. */
  readonly onBytes?: (count: number) => void;
  /** Ends the reading, and frees what has arrived. */
  readonly signal?: AbortSignal;
}

/** Reads a body as text. @throws CasementError `too-large`, `input-invalid` */
export async function readText(request: Request, limit: BodyLimit, reading?: BodyReading): Promise<string> {
  const bytes = await readBytes(request, limit, reading);
  if (!isUtf8(bytes)) throw new CasementError("input-invalid", "The body is not UTF-8. Send it in that encoding.");
  return bytes.toString("utf8");
}

/** See `readText`. */
export async function readBytes(request: Request, limit: BodyLimit, { onBytes, signal }: BodyReading = {}): Promise<Buffer<ArrayBuffer>> {
  // Not for those whom anybody can send.
  const maxBytes = signal ? limit.bytes : maxDiscardedBytes;
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw createTooLargeError(limit);
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => {});
  signal?.addEventListener("abort", stop, { once: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      stop();
      break;
    }
    onBytes?.(part.value.length);
    if (size <= limit.bytes) chunks.push(part.value);
  }
  if (Math.max(size, announced) > limit.bytes) throw createTooLargeError(limit);
  return Buffer.concat(chunks);
}

const createTooLargeError = ({ text }: BodyLimit) =>
  new CasementError("too-large", `The body is larger than ${text}.`, { details: { reason: "body", limit: text.replace(/\. .*/s, "") } });

function parseJson(text: string): unknown {
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new CasementError("input-invalid", "The body is not valid JSON.");
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const body = parseJson(text);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Readonly<Record<string, unknown>>;
  throw new CasementError("input-invalid", "The body must be a JSON object.");
}

/** Refuses fields that the route does not have. A body without named fields is checked by what receives it, such as a service. */
function checkFields(body: Readonly<Record<string, unknown>>, properties: object | undefined): void {
  if (!properties) return;
  const unknown = Object.keys(body).find((name) => !Object.hasOwn(properties, name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, Object.keys(properties));
  throw invalidInput(unknown, `is not a field of this request${nearest === undefined ? "" : `; did you mean ${nearest}?`}`);
}
