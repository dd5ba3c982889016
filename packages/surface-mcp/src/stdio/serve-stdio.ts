import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { McpAccess, McpOptions } from "../mcp-options.ts";
import { createMcpSurface } from "../mcp-surface.ts";

/** Serves a host on standard input and output until the client ends or `signal` is aborted. Nothing else may write to standard output. */
export async function serveStdio(host: Host, options: McpOptions & { access?: McpAccess; signal: AbortSignal }): Promise<void> {
  const mcp = createMcpSurface(host, options);
  const { transport, ended } = await openStdio(options.signal);
  await mcp.connect(transport, options.access);
  try {
    await ended;
  } finally {
    await mcp.close();
  }
}

/** Longest message: a call with a file of 10 MB, in Base64. As over HTTP. */
const maxMessageBytes = 15 * 1024 * 1024;

/**
 * Standard input and output as a connection. `ended` resolves when the client has ended it, or when `signal` is aborted.
 * @throws CasementError `too-large`, as a rejection of `ended`, after a message that is too long: the library reads nothing after it
 */
export async function openStdio(signal: AbortSignal): Promise<{ transport: StdioServerTransport; ended: Promise<void> }> {
  const library = await import("@modelcontextprotocol/server/stdio");
  const { stdin, stdout } = process;
  let close = (): void => {};
  const ended = new Promise<void>((resolve, reject) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
    stdin.once("end", resolve);
    stdin.once("close", resolve);
    close = () => {
      if (stdin.readableEnded || stdin.destroyed || stdout.errored) return resolve();
      reject(
        new CasementError(
          "too-large",
          "The client sent a message of more than 15 MB, so the connection has ended. Pass large files by name.",
        ),
      );
    };
  });
  class ObservedTransport extends library.StdioServerTransport {
    override async close(): Promise<void> {
      await super.close();
      close();
    }
  }
  return { transport: new ObservedTransport(stdin, stdout, { maxBufferSize: maxMessageBytes }), ended };
}
