import type { Clock } from "@casement/core";
import type { Host } from "@casement/host";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { watchHub } from "./hub-watch.ts";
import type { McpAccess, McpOptions } from "./mcp-options.ts";
import { eventsUri, sensorUri } from "./resources/resources.ts";
import { createServer } from "./sessions/create-server.ts";
import { createSessions } from "./sessions/sessions.ts";

export interface McpServer {
  fetch(request: Request, access: McpAccess, body?: unknown): Promise<Response>;
  connect(transport: Transport, access: McpAccess): Promise<void>;
  close(): Promise<void>;
}

/** How long calls under way may take to end (ms). */
const closeLimit = 2_000;

/** What `createMcp` loads when somebody connects. */
export function createMcpServer(host: Host, { clock, version = "0", maxResult }: McpOptions & { clock: Clock }): McpServer {
  const watch = watchHub(host, clock, { sensor: sensorUri, events: eventsUri });
  const calls = new Set<Promise<unknown>>();
  const setting = { host, watch, version, maxResult, calls };
  const sessions = createSessions(setting, clock);
  const servers = new Set<ReturnType<typeof createServer>>();
  return {
    fetch: (request, access, body) => sessions.fetch(request, access, body),
    async connect(transport, access) {
      const server = createServer(setting, access);
      servers.add(server);
      await server.connect(transport);
    },
    async close() {
      watch.close();
      let stopWaiting = (): void => {};
      const late = new Promise<void>((resolve) => {
        stopWaiting = clock.after(closeLimit, resolve);
      });
      await Promise.race([Promise.allSettled(calls), late]);
      stopWaiting();
      // Their answers leave in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      await sessions.close();
      await Promise.all([...servers].map((server) => server.close()));
    },
  };
}
