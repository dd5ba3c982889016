import { systemClock } from "@casement/core";
import type { Host } from "@casement/host";
import type { Transport } from "@modelcontextprotocol/server";
import { type McpClient, tokenClient } from "./clients/mcp-client.ts";
import type { McpConnections } from "./mcp-connections.ts";
import type { McpAccess, McpOptions } from "./mcp-options.ts";

/** Serves a running host to MCP clients. */
export interface McpSurface {
  /** Handles a request of streamable HTTP of a client whom the caller has authenticated. `body`: the parsed JSON of a POST. */
  fetch(request: Request, client: McpClient, body?: unknown): Promise<Response>;
  /** Serves one connection over any other transport, until it is closed. */
  connect(transport: Transport, access?: McpAccess): Promise<void>;
  /** Ends the connections of an access that has ended, by its name. */
  endClient(name: string): Promise<void>;
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
    fetch: async (request, client, body) => (await load()).fetch(request, client, body),
    connect: async (transport, access = "full") => (await load()).connect(transport, tokenClient(access)),
    endClient: async (name) => (await connections)?.endClient(name),
    close: async () => (await connections)?.close(),
  };
}
