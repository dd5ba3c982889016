import { systemClock } from "@casement/core";
import type { Host } from "@casement/host";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { McpConnections } from "./mcp-connections.ts";
import type { McpAccess, McpOptions } from "./mcp-options.ts";

/** Serves a running host to MCP clients. */
export interface McpSurface {
  /** Handles a request of streamable HTTP. The caller must have checked the token. `body`: the parsed JSON of a POST. */
  fetch(request: Request, access: McpAccess, body?: unknown): Promise<Response>;
  /** Serves one connection over any other transport, until it is closed. */
  connect(transport: Transport, access?: McpAccess): Promise<void>;
  /** Gives running calls two seconds to end, then closes all connections. */
  close(): Promise<void>;
}

/** Loads the MCP library with the first connection. */
export function createMcpSurface(host: Host, options: McpOptions = {}): McpSurface {
  let connections: Promise<McpConnections> | undefined;
  const load = (): Promise<McpConnections> => {
    connections ??= import("./mcp-connections.ts").then(({ createMcpConnections }) =>
      createMcpConnections(host, { ...options, clock: options.clock ?? systemClock }),
    );
    return connections;
  };
  return {
    fetch: async (request, access, body) => (await load()).fetch(request, access, body),
    connect: async (transport, access = "full") => (await load()).connect(transport, access),
    close: async () => (await connections)?.close(),
  };
}
