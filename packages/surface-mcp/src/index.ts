export type { McpAccess, McpOptions } from "./mcp-options.ts";
export { createMcpSurface, type McpSurface } from "./mcp-surface.ts";
export { bridgeStdio, serveStdio } from "./stdio/lazy-stdio.ts";
