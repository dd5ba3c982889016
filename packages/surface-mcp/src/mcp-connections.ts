import type { Clock } from "@casement/core";
import type { Host } from "@casement/host";
import type { Transport } from "@modelcontextprotocol/server";
import { type StdioServerHandle, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { McpClient } from "./clients/mcp-client.ts";
import { createCallRate } from "./confirmation/call-rate.ts";
import { createPendingCalls } from "./confirmation/pending-calls.ts";
import { watchHost } from "./host-watch.ts";
import { createShortIds } from "./ids/short-ids.ts";
import type { McpOptions } from "./mcp-options.ts";
import { toEventsUri, toSensorUri } from "./resources/resources.ts";
import { acceptingAny } from "./sessions/accepting-any.ts";
import { createConnectedServer } from "./sessions/connected-server.ts";
import { createCurrentEra } from "./sessions/current-era.ts";
import { createMcpSessions } from "./sessions/mcp-sessions.ts";
import { createBodyError, findBodyMistake } from "./sessions/message-body.ts";

/** The connections of all MCP clients. */
export interface McpConnections {
  fetch(request: Request, client: McpClient, body?: unknown): Promise<Response>;
  connect(transport: Transport, client: McpClient): Promise<void>;
  /** Ends the connections of an access that has ended. */
  endClient(name: string): Promise<void>;
  close(): Promise<void>;
}

/** How long running calls may take to end (ms). */
const closeTimeout = 2_000;

/** Imported by `createMcpSurface` when the first client connects. */
export function createMcpConnections(host: Host, options: McpOptions & { clock: Clock }): McpConnections {
  const { clock, version = "0", maxResult, confirm = "outside", draftsOnly = false, prompts = [] } = options;
  const watch = watchHost(host, clock, { sensor: toSensorUri, events: toEventsUri });
  const runningCalls = new Set<Promise<unknown>>();
  const rules = { confirm, draftsOnly };
  const serverOptions = {
    ...{ host, version, prompts, maxResult, runningCalls, rules },
    pendingCalls: createPendingCalls(clock),
    callRate: createCallRate(host, clock),
    shortIds: createShortIds(host),
    clock,
  };
  const currentEra = createCurrentEra(serverOptions, watch);
  const sessions = createMcpSessions(serverOptions, watch, clock);
  const handles = new Set<StdioServerHandle>();
  return {
    async fetch(original, client, body) {
      const request = acceptingAny(original);
      const mistake = request.method === "POST" ? findBodyMistake(request, body) : undefined;
      if (mistake !== undefined) return createBodyError(mistake);
      if (Array.isArray(body)) return sessions.fetch(request, client, body);
      return (await currentEra.fetch(request, client, body)) ?? sessions.fetch(request, client, body);
    },
    async connect(transport, client) {
      handles.add(serveStdio(({ era }) => createConnectedServer(serverOptions, client, watch, era), { transport }));
    },
    async endClient(name) {
      await Promise.all([sessions.endClient(name), currentEra.endClient(name)]);
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
      await Promise.all([sessions.close(), currentEra.close()]);
      await Promise.all([...handles].map((handle) => handle.close()));
    },
  };
}
