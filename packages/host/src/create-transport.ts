import { Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { createLightResponse } from "./async/light-response.ts";
import { usesProxy } from "./async/uses-proxy.ts";
import type { Transport } from "./transport.ts";

/** Connections to one origin. What comes while all are in use waits its turn. */
const maxConnections = 64;
/** How long an idle connection is kept (ms), as `fetch` keeps it: the other end closes it without a word. */
const idleMs = 4_000;
const connectTimeoutMs = 10_000;

interface PlainRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The transport of a host that is given none. It sends what the host sends with Node's `https`, which takes a third of the CPU time of `fetch`, on a limited
 * number of connections. Everything else it passes to `fetch`; also everything where `fetch` was told to use a proxy.
 */
export function createTransport({ env = process.env }: { readonly env?: NodeJS.ProcessEnv } = {}): Transport {
  const options = { keepAlive: true, maxSockets: maxConnections, timeout: idleMs, scheduling: "lifo" } as const;
  const agents = { "http:": new HttpAgent(options), "https:": new HttpsAgent(options) };
  const send = (url: URL, { method, headers, body, signal }: PlainRequest): Promise<Response> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const isSecure = url.protocol === "https:";
      const request = isSecure
        ? requestHttps(url, { method, headers, agent: agents["https:"] })
        : requestHttp(url, { method, headers, agent: agents["http:"] });
      const onAbort = (): void => {
        reject(signal!.reason);
        request.destroy(signal!.reason instanceof Error ? signal!.reason : undefined);
      };
      signal?.addEventListener("abort", onAbort);
      request.on("close", () => signal?.removeEventListener("abort", onAbort));
      request.on("socket", (socket) => {
        if (!socket.connecting) return;
        const late = setTimeout(() => request.destroy(new ConnectTimeoutError()), connectTimeoutMs);
        const stop = (): void => clearTimeout(late);
        socket.once(isSecure ? "secureConnect" : "connect", stop).once("close", stop);
      });
      request.on("error", reject);
      request.on("response", (message) => resolve(createLightResponse(message, method)));
      request.end(body);
    });
  return {
    async fetch(input, init) {
      const plain = plainRequestOf(init);
      const url = new URL(input);
      return plain && url.protocol in agents && !usesProxy(env) ? send(url, plain) : fetch(input, init);
    },
  };
}

/** Undefined: it needs what only `fetch` can do. */
function plainRequestOf({ method = "GET", headers, body, signal, redirect }: RequestInit): PlainRequest | undefined {
  if (redirect !== "manual") return undefined;
  if (body !== undefined && body !== null && typeof body !== "string" && !(body instanceof Uint8Array)) return undefined;
  const all: Record<string, string> = { accept: "*/*", "user-agent": "node" };
  for (const [name, value] of headers instanceof Headers || Array.isArray(headers) ? new Headers(headers) : Object.entries(headers ?? {}))
    all[name.toLowerCase()] = String(value);
  // Part of a compressed file could not be read.
  all["accept-encoding"] ??= "range" in all ? "identity" : "gzip";
  if (body !== undefined && body !== null) all["content-length"] = String(Buffer.byteLength(body));
  return { method, headers: all, body: body ?? undefined, signal: signal ?? undefined };
}

class ConnectTimeoutError extends Error {
  /** As `fetch` says it. */
  readonly code = "UND_ERR_CONNECT_TIMEOUT";
  constructor() {
    super("The connection was not established in time.");
  }
}
