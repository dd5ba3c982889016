import { CasementError } from "@casement/core";
import { consoleLogger, type Host } from "@casement/host";
import { getRequestListener } from "@hono/node-server";
import { createOrigins } from "./access/origins.ts";
import type { Connection } from "./app.ts";
import { createHttp, type Http } from "./create-http.ts";
import { defaultPort, type HttpOptions } from "./http-options.ts";
import { type Listening, listen } from "./listen.ts";

export interface HttpServer {
  /** Where programs on this machine reach it, such as `http://127.0.0.1:8365`. */
  readonly address: string;
  /** The full token. */
  readonly token: string;
  /** An address that opens one browser session within ten minutes. */
  sessionLink(access?: "full" | "read"): string;
  /** Ends the event streams, lets the answers under way be sent for two seconds, then cuts. */
  close(): Promise<void>;
}

const closeLimit = 2_000;

/**
 * Serves the HTTP interface of a host. On this machine it listens on 127.0.0.1 and, where there is one, ::1, as `localhost` may mean either.
 * @throws CasementError `config-invalid`: the port is taken, the address is not this machine's, or others can reach it and `publicUrl` is missing.
 */
export async function serveHttp(host: Host, options: HttpOptions = {}): Promise<HttpServer> {
  const name = options.host ?? "127.0.0.1";
  const wanted = options.port ?? defaultPort;
  const log = options.log ?? consoleLogger("warn");
  // Before anything listens.
  createOrigins({ host: name, port: wanted, publicUrl: options.publicUrl });
  let created: (http: Http) => void = () => {};
  const ready = new Promise<Http>((resolve) => {
    created = resolve;
  });
  const listener = getRequestListener(async (request, connection) => (await ready).fetch(request, connection as Connection), {
    overrideGlobalObjects: false,
  });
  const local = name === "127.0.0.1" || name === "localhost";
  const first = await listen(listener, local ? "127.0.0.1" : name, wanted).catch((error) => {
    throw cannotListen(error, name, wanted);
  });
  const { port } = first;
  const listening: Listening[] = [first];
  if (local)
    await listen(listener, "::1", port).then(
      (second) => listening.push(second),
      (error) => {
        // A machine without IPv6 has no ::1, and then localhost does not lead there.
        if (error.code === "EADDRINUSE")
          log.warn(`HTTP: another program has port ${port} of ::1. Use 127.0.0.1 in place of localhost, or choose another port.`);
      },
    );
  const closeAll = () => Promise.all(listening.map((server) => server.close(closeLimit)));
  try {
    const http = await createHttp(host, { ...options, port, log });
    created(http);
    return {
      address: `http://${reachableName(name)}:${port}`,
      token: http.token,
      sessionLink: http.sessionLink,
      async close() {
        http.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function reachableName(name: string): string {
  if (["localhost", "0.0.0.0", "::"].includes(name)) return "127.0.0.1";
  return name.includes(":") ? `[${name}]` : name;
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): CasementError {
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is taken by another program. Stop it, or set http.port`,
    EADDRNOTAVAIL: "this machine has no such address. Correct http.host",
    EACCES: `port ${port} needs more rights. Set http.port to one above 1023`,
  };
  return new CasementError("config-invalid", `Cannot listen on ${host}: ${why[error.code ?? ""] ?? `the system says ${error.code}`}.`, {
    cause: error,
  });
}
