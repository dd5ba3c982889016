import type { Host } from "@casement/host";
import { createMcp } from "../create-mcp.ts";
import type { McpAccess, McpOptions } from "../mcp-options.ts";

/** Serves a host on standard input and output until the client ends or the signal comes. Nothing else may write to standard output. */
export async function serveStdio(host: Host, options: McpOptions & { access?: McpAccess; signal: AbortSignal }): Promise<void> {
  const { StdioServerTransport } = await import("@modelcontextprotocol/sdk/server/stdio.js");
  const mcp = createMcp(host, options);
  await mcp.connect(new StdioServerTransport(), options.access);
  await inputEnded(options.signal);
  await mcp.close();
}

/** Resolves when the client has closed its end, or with the signal. */
export function inputEnded(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
  });
}
