import type { IncomingMessage } from "node:http";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** Closes the connection of a response that nobody has read. */
const unread = new FinalizationRegistry<IncomingMessage>((message) => message.destroy());
const statusesWithoutBody = new Set([204, 205, 304]);

/**
 * What Node received, as the `Response` of `fetch`. A body that is read as text never becomes a web stream, which costs more than the request itself.
 */
export function createLightResponse(message: IncomingMessage, method: string): Response {
  const headers = new Headers();
  for (let at = 0; at < message.rawHeaders.length; at += 2) headers.append(message.rawHeaders[at]!, message.rawHeaders[at + 1]!);
  const head = { status: message.statusCode!, statusText: message.statusMessage!, headers };
  const response = new Response(null, head);
  if (statusesWithoutBody.has(head.status) || method === "HEAD") {
    message.resume();
    return response;
  }
  unread.register(response, message, message);
  let isTaken = false;
  /** The body as a web stream, once somebody has asked for it. */
  let web: ReadableStream<Uint8Array> | undefined;

  /** The body, decompressed. */
  const take = (): Readable => {
    if (isTaken) throw new TypeError("The body of the response was already read.");
    isTaken = true;
    unread.unregister(message);
    // Who reads it is told of the errors of both.
    return /^(x-)?gzip$/i.test(headers.get("content-encoding") ?? "") ? pipeline(message, createGunzip(), () => {}) : message;
  };
  const body = (): ReadableStream<Uint8Array> => {
    web ??= Readable.toWeb(take()) as ReadableStream<Uint8Array>;
    return web;
  };
  const text = async (): Promise<string> => (web ? new Response(web).text() : new TextDecoder().decode(await collect(take())));
  return Object.defineProperties(response, {
    body: { get: body },
    bodyUsed: { get: () => (web ? web.locked : isTaken) },
    text: { value: text },
    json: { value: async () => JSON.parse(await text()) },
    arrayBuffer: { value: () => new Response(body()).arrayBuffer() },
    bytes: { value: async () => new Uint8Array(await new Response(body()).arrayBuffer()) },
    blob: { value: () => new Response(body(), { headers }).blob() },
    formData: { value: () => new Response(body(), { headers }).formData() },
    clone: {
      value() {
        const [own, other] = body().tee();
        web = own;
        return new Response(other, head);
      },
    },
  });
}

function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    stream.on("error", reject);
    stream.on("close", () => reject(new Error("The response ended early.")));
  });
}
