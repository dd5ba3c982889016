import { CasementError } from "@casement/core";
import { createConsoleLogger, type Host } from "@casement/host";
import { getRequestListener } from "@hono/node-server";
import type { AddressOf } from "./access/access-grant.ts";
import { createHubAddresses } from "./addresses/hub-addresses.ts";
import type { ServerBindings } from "./create-app.ts";
import { createHttpSurface, type HttpSurface } from "./create-http-surface.ts";
import { defaultPort, type HttpOptions } from "./http-options.ts";
import { type ListeningServer, listenOnAddress } from "./listen-on-address.ts";

export interface HttpServer {
  /** The address for programs on this machine, such as `http://127.0.0.1:8365`. */
  readonly address: string;
  /** The full token. */
  readonly token: string;
  /** Returns a one-time link that opens one browser session, valid for ten minutes. */
  sessionLink(access?: "full" | "read"): string;
  /** The absolute address for a path of the hub, as others reach it. */
  readonly addressOf: AddressOf;
  /** Ends the event streams, waits up to two seconds for responses in progress, then closes all connections. */
  close(): Promise<void>;
}

const closeTimeoutMs = 2_000;

/**
 * Serves the HTTP API of a host. By default it listens on 127.0.0.1 and, if the machine has it, on ::1, because `localhost` can mean either.
 * @throws CasementError `config-invalid` when the port is in use, when the machine does not have the address, or when other machines can reach
 * the address and `publicUrl` is missing
 */
export async function serveHttp(host: Host, options: HttpOptions = {}): Promise<HttpServer> {
  const listenHost = options.host ?? "127.0.0.1";
  const requestedPort = options.port ?? defaultPort;
  const log = options.log ?? createConsoleLogger("warn");
  // Checks the options before the port is opened.
  createHubAddresses({ ...options, host: listenHost, port: requestedPort });
  let resolveHttp: (http: HttpSurface) => void = () => {};
  const httpReady = new Promise<HttpSurface>((resolve) => {
    resolveHttp = resolve;
  });
  const listener = getRequestListener(async (request, bindings) => (await httpReady).fetch(request, bindings as ServerBindings), {
    overrideGlobalObjects: false,
  });
  const isLocal = listenHost === "127.0.0.1" || listenHost === "localhost";
  const server = await listenOnAddress(listener, isLocal ? "127.0.0.1" : listenHost, requestedPort).catch((error) => {
    throw createListenError(error, listenHost, requestedPort);
  });
  const { port } = server;
  const servers: ListeningServer[] = [server];
  if (isLocal)
    await listenOnAddress(listener, "::1", port).then(
      (ipv6Server) => servers.push(ipv6Server),
      (error) => {
        // Other errors mean that the machine has no IPv6; then localhost does not lead to ::1.
        if (error.code === "EADDRINUSE")
          log.warn(`HTTP: another program uses port ${port} on ::1. Use 127.0.0.1 instead of localhost, or set another http.port.`);
      },
    );
  const closeServers = () => Promise.all(servers.map((each) => each.close(closeTimeoutMs)));
  try {
    const http = await createHttpSurface(host, { ...options, port, log });
    resolveHttp(http);
    return {
      address: `http://${localHostOf(listenHost)}:${port}`,
      token: http.token,
      sessionLink: http.sessionLink,
      addressOf: http.addressOf,
      async close() {
        await http.close();
        await closeServers();
      },
    };
  } catch (error) {
    await closeServers();
    throw error;
  }
}

function localHostOf(listenHost: string): string {
  if (["localhost", "0.0.0.0", "::"].includes(listenHost)) return "127.0.0.1";
  return listenHost.includes(":") ? `[${listenHost}]` : listenHost;
}

function createListenError(error: NodeJS.ErrnoException, host: string, port: number): CasementError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is in use by another program. Stop that program, or set http.port in casement.yaml`,
    EADDRNOTAVAIL: "this machine does not have this address. Correct http.host",
    EACCES: `port ${port} requires administrator rights. Set http.port to a port above 1023`,
  };
  return new CasementError(
    "config-invalid",
    `Cannot listen on ${host}: ${reasons[error.code ?? ""] ?? `the system returned ${error.code}`}.`,
    { cause: error },
  );
}
