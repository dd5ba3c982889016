import type { Clock } from "@casement/core";
import type { Host } from "@casement/host";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { watchHost } from "./host-watch.ts";
import type { McpAccess, McpOptions } from "./mcp-options.ts";
import { toEventsUri, toSensorUri } from "./resources/resources.ts";
import { createMcpServer } from "./sessions/mcp-server.ts";
import { createMcpSessions } from "./sessions/mcp-sessions.ts";

/** The connections of all MCP clients. */
export interface McpConnections {
  fetch(request: Request, access: McpAccess, body?: unknown): Promise<Response>;
  connect(transport: Transport, access: McpAccess): Promise<void>;
  close(): Promise<void>;
}

/** How long running calls may take to end (ms). */
const closeTimeout = 2_000;

/** Imported by `createMcpSurface` when the first client connects. */
export function createMcpConnections(host: Host, { clock, version = "0", maxResult }: McpOptions & { clock: Clock }): McpConnections {
  const watch = watchHost(host, clock, { sensor: toSensorUri, events: toEventsUri });
  const runningCalls = new Set<Promise<unknown>>();
  const serverOptions = { host, watch, version, maxResult, runningCalls };
  const sessions = createMcpSessions(serverOptions, clock);
  const servers = new Set<ReturnType<typeof createMcpServer>>();
  return {
    fetch: (request, access, body) => sessions.fetch(request, access, body),
    async connect(transport, access) {
      const server = createMcpServer(serverOptions, access);
      servers.add(server);
      await server.connect(transport);
    },
    async close() {
      watch.close();
      let cancelTimeout = (): void => {};
      const timeout = new Promise<void>((resolve) => {
        cancelTimeout = clock.after(closeTimeout, resolve);
      });
      await Promise.race([Promise.allSettled(runningCalls), timeout]);
      cancelTimeout();
      // Lets the results of the calls be sent.
      await new Promise((resolve) => setImmediate(resolve));
      await sessions.close();
      await Promise.all([...servers].map((server) => server.close()));
    },
  };
}
