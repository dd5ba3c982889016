import { systemClock } from "@casement/core";
import type { Host } from "@casement/host";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { McpAccess, McpOptions } from "./mcp-options.ts";
import type { McpServer } from "./mcp-server.ts";

/** MCP over a running host. */
export interface Mcp {
  /** Answers a request of streamable HTTP; whoever calls it has looked at the token. `body`: that of a POST, as JSON. */
  fetch(request: Request, access: McpAccess, body?: unknown): Promise<Response>;
  /** Serves one connection of any other kind, until it is closed. */
  connect(transport: Transport, access?: McpAccess): Promise<void>;
  /** Lets calls under way end for two seconds, and ends all connections. */
  close(): Promise<void>;
}

/** MCP over a host. The library behind it is loaded with the first connection. */
export function createMcp(host: Host, options: McpOptions = {}): Mcp {
  let server: Promise<McpServer> | undefined;
  const load = (): Promise<McpServer> => {
    server ??= import("./mcp-server.ts").then(({ createMcpServer }) =>
      createMcpServer(host, { ...options, clock: options.clock ?? systemClock }),
    );
    return server;
  };
  return {
    fetch: async (request, access, body) => (await load()).fetch(request, access, body),
    connect: async (transport, access = "full") => (await load()).connect(transport, access),
    close: async () => (await server)?.close(),
  };
}
