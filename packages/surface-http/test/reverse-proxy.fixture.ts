import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";

export interface ReverseProxy {
  /** `http://localhost:<port>` */
  readonly origin: string;
  close(): Promise<void>;
}

export interface ReverseProxyOptions {
  /** The address of the hub: `http://127.0.0.1:8365`. */
  readonly target: () => string;
  /** The path below which the proxy shows the hub. Other paths get 404. */
  readonly path: string;
  /** Whether it removes the path before it passes a request on, as nginx does with `proxy_pass http://hub/;`. */
  readonly stripsPath: boolean;
  /** Headers that it sets, besides the Host header, which it keeps. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** What it answers itself, instead of passing the request on. */
  readonly answer?: ((path: string) => OwnAnswer | undefined) | undefined;
}

export interface OwnAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A small reverse proxy that shows a hub below a path. */
export async function openReverseProxy({ target, path, stripsPath, headers, answer }: ReverseProxyOptions): Promise<ReverseProxy> {
  const server = createServer((incoming, response) => {
    const { url = "/", method } = incoming;
    if (url !== path && !url.startsWith(`${path}/`)) return void response.writeHead(404).end("another program");
    const own = answer?.(url);
    if (own) return void response.writeHead(own.status, own.headers).end(own.body);
    // Relative addresses of a page need the slash.
    if (stripsPath && url === path) return void response.writeHead(301, { location: `${path}/` }).end();
    const outgoing = request(
      target() + (stripsPath ? url.slice(path.length) : url),
      { method, headers: { ...incoming.headers, ...headers?.() } },
      (received) => {
        response.writeHead(received.statusCode!, received.headers);
        pipeline(received, response, () => {});
      },
    );
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    pipeline(incoming, outgoing, () => {});
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
