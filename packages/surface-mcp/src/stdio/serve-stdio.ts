import type { Host } from "@casement/host";
import type { McpAccess, McpOptions } from "../mcp-options.ts";
import { createMcpSurface } from "../mcp-surface.ts";

/** Serves a host on standard input and output until the client ends or `signal` is aborted. Nothing else may write to standard output. */
export async function serveStdio(host: Host, options: McpOptions & { access?: McpAccess; signal: AbortSignal }): Promise<void> {
  const { StdioServerTransport } = await import("@modelcontextprotocol/server/stdio");
  const mcp = createMcpSurface(host, options);
  await mcp.connect(new StdioServerTransport(), options.access);
  await waitForInputEnd(options.signal);
  await mcp.close();
}

/** Resolves when the client has closed standard input, or when `signal` is aborted. */
export function waitForInputEnd(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
  });
}
