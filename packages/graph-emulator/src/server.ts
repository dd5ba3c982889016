import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { CasementError } from "@casement/core";
import { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";

export interface ServerOptions extends EmulatorOptions {
  /** Default: 127.0.0.1. */
  host?: string;
  /** Default: 0, which selects a free port. */
  port?: number;
  /** Serves HTTPS. Both values are PEM. msal accepts only HTTPS authorities. */
  tls?: { key: string; cert: string };
  /** Emulator to serve. Default: a new one. */
  emulator?: Emulator;
}

export interface EmulatorServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly emulator: Emulator;
  close(): Promise<void>;
}

/**
 * Serves an emulator over HTTP. The control interface accepts only requests from this machine that use a local host name.
 *
 * @throws CasementError `input-invalid` when the port is in use or the key and certificate are invalid.
 */
export async function serveEmulator(options: ServerOptions = {}): Promise<EmulatorServer> {
  const { host = "127.0.0.1", port = 0, tls, emulator = createEmulator(options) } = options;
  const scheme = tls ? "https" : "http";
  const listener: RequestListener = (request, response) => {
    respond(emulator, scheme, request, response).catch(() => response.socket?.destroy());
  };
  const server = tls ? tlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new CasementError("input-invalid", `The emulator cannot listen on ${host}:${port}. Choose another port.`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `${scheme}://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    emulator,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function tlsServer(tls: { key: string; cert: string }, listener: RequestListener): Server {
  try {
    return createTlsServer(tls, listener);
  } catch (cause) {
    throw new CasementError(
      "input-invalid",
      "The TLS key and certificate cannot be used. Both must be PEM, and the certificate must belong to the key.",
      { cause },
    );
  }
}

/** Rejects when the connection must be dropped. */
async function respond(emulator: Emulator, scheme: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  if (/^\/_control(\/|$|\?)/.test(path) && !mayControl(scheme, request)) {
    response.writeHead(403, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ error: { message: "The control interface accepts requests from programs on this machine only." } }));
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) for (const single of [value ?? []].flat()) headers.append(name, single);
  const body = await readAll(request);
  const method = request.method ?? "GET";
  const clientClosed = new AbortController();
  response.on("close", () => clientClosed.abort());
  const emulated = await emulator.fetch(new URL(path, `${scheme}://${request.headers.host ?? "localhost"}`), {
    method,
    headers,
    signal: clientClosed.signal,
    ...(method === "GET" || method === "HEAD" ? {} : { body }),
  });
  const bytes = Buffer.from(await emulated.arrayBuffer());
  const cookies = emulated.headers.getSetCookie();
  response.writeHead(emulated.status, {
    ...Object.fromEntries(emulated.headers),
    ...(cookies.length > 0 ? { "set-cookie": cookies } : {}),
    "content-length": bytes.length,
  });
  response.end(method === "HEAD" ? undefined : bytes);
}

async function readAll(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

const localNames = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
const localAddress = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Allows neither requests from the network, nor host names that could be rebound, nor pages of other origins. */
function mayControl(scheme: string, request: IncomingMessage): boolean {
  const { host = "", origin } = request.headers;
  if (!localAddress.test(request.socket.remoteAddress ?? "") || !localNames.test(host)) return false;
  return origin === undefined || origin === `${scheme}://${host}`;
}
