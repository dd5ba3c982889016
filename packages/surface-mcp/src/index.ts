export type { McpClient } from "./clients/mcp-client.ts";
export type { McpAccess, McpOptions } from "./mcp-options.ts";
export { createMcpSurface, type McpSurface } from "./mcp-surface.ts";
export type { AgentPrompt, PromptArgument } from "./prompts/agent-prompt.ts";
export { bridgeStdio, serveStdio } from "./stdio/lazy-stdio.ts";
