import { isUtf8 } from "node:buffer";
import { CasementError, type Clock, invalidInput, nearestName } from "@casement/core";
import type { Route } from "./route.ts";

/** Reads request bodies as JSON objects. Anybody can send a body to an `open` route, so there its size, its time and their number are bounded. */
export interface BodyReader {
  /**
   * An empty body counts as `{}`. The content type is ignored: `curl -d` sends a wrong one, and requests with a cookie are limited to the
   * dashboard's origin by other means.
   * @throws CasementError `too-large`, `input-invalid`, `too-many-calls`
   */
  read(request: Request, route: Pick<Route, "access" | "body">): Promise<Readonly<Record<string, unknown>>>;
  /** Any JSON. @throws CasementError as `read` */
  readAny(request: Request, route: Pick<Route, "access">): Promise<unknown>;
  readForm(request: Request, route: Pick<Route, "access">): Promise<URLSearchParams>;
}

export interface BodyLimit {
  readonly bytes: number;
  readonly text: string;
}

const bodyLimit: BodyLimit = {
  bytes: 1024 * 1024,
  text: "1 MB. To send a file, upload it to /api/v1/uploads, or put it into a configured folder, and pass its name",
};
/** As the host's limit of an uploaded file. */
export const fileLimit: BodyLimit = { bytes: 25 * 1024 * 1024, text: "25 MB" };
/** A token or the secret of a link. */
const openBodyLimit: BodyLimit = { bytes: 4096, text: "4 kB" };
const maxOpenBodies = 50;
/** Longest time that the body of an open route may take (ms). */
const openBodyTimeout = 10_000;

export function createBodyReader(clock: Clock): BodyReader {
  let unfinished = 0;

  async function readOpenText(request: Request): Promise<string> {
    if (unfinished >= maxOpenBodies)
      throw new CasementError("too-many-calls", "Too many requests to this address are unfinished. Try again in 10 seconds.", {
        details: { retryAfter: 10 },
      });
    unfinished++;
    let stopTimeout = () => {};
    try {
      const timedOut = new Promise<never>((_, reject) => {
        stopTimeout = clock.after(openBodyTimeout, () =>
          reject(new CasementError("input-invalid", "The body took longer than 10 seconds.")),
        );
      });
      return await Promise.race([readText(request, openBodyLimit), timedOut]);
    } finally {
      stopTimeout();
      unfinished--;
    }
  }
  const readBody = (request: Request, access: Route["access"]): Promise<string> =>
    access === "open" ? readOpenText(request) : readText(request, bodyLimit);
  return {
    readForm: async (request, { access }) => new URLSearchParams(await readBody(request, access)),
    readAny: async (request, { access }) => parseJson(await readBody(request, access)),
    async read(request, { access, body: schema }) {
      const body = parseObject(await readBody(request, access));
      checkFields(body, schema?.properties as object | undefined);
      return body;
    },
  };
}

/**
 * Reads a body as text. `onBytes` is told the size of each part as it arrives, and may throw to end the reading.
 * @throws CasementError `too-large`, `input-invalid`
 */
export async function readText(request: Request, limit: BodyLimit, onBytes?: (count: number) => void): Promise<string> {
  const bytes = await readBytes(request, limit, onBytes);
  if (!isUtf8(bytes)) throw new CasementError("input-invalid", "The body is not UTF-8. Send it in that encoding.");
  return bytes.toString("utf8");
}

/** See `readText`. */
export async function readBytes(
  request: Request,
  limit: BodyLimit,
  onBytes: (count: number) => void = () => {},
): Promise<Buffer<ArrayBuffer>> {
  const contentLength = Number(request.headers.get("content-length") ?? 0);
  if (contentLength > limit.bytes) throw createTooLargeError(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit.bytes) throw createTooLargeError(limit);
    onBytes(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const createTooLargeError = ({ text }: BodyLimit) => new CasementError("too-large", `The body is larger than ${text}.`);

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
