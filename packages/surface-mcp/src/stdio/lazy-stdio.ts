import type { Host } from "@casement/host";
import type { McpAccess, McpOptions } from "../mcp-options.ts";
import type { BridgeOptions } from "./bridge-stdio.ts";

// The MCP library is loaded when one of these is called.

export const serveStdio = async (host: Host, options: McpOptions & { access?: McpAccess; signal: AbortSignal }): Promise<void> =>
  (await import("./serve-stdio.ts")).serveStdio(host, options);

export const bridgeStdio = async (options: BridgeOptions): Promise<void> => (await import("./bridge-stdio.ts")).bridgeStdio(options);
