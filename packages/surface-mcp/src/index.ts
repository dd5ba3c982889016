export { createMcp, type Mcp } from "./create-mcp.ts";
export type { McpAccess, McpOptions } from "./mcp-options.ts";
export { bridgeStdio, serveStdio } from "./stdio/stdio.ts";
