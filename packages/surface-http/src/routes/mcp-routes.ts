import { CasementError } from "@casement/core";
import type { McpEndpoint } from "../mcp-endpoint.ts";
import type { Call, Route } from "../route.ts";
import type { Surface } from "../surface.ts";

/** The Model Context Protocol (streamable HTTP): a read-only token gets the tools that read. */
export function mcpRoutes({ origins }: Surface, mcp: McpEndpoint | undefined): Route[] {
  if (!mcp) return [];
  const answer = async (call: Call, body?: unknown): Promise<Response> => {
    const { request, caller, query } = call;
    requireOwnOrigin(request, origins);
    return mcp.fetch(request, caller?.access === "full" && query("access") !== "read" ? "full" : "read", body);
  };
  const path = "/mcp";
  const access = "read";
  const query = {
    access: { description: "`read`: the tools that read, whatever the token allows.", schema: { type: "string", enum: ["read"] } },
  };
  const message = { type: "object", description: "A message of JSON-RPC 2.0." };
  const content = { "application/json": message, "text/event-stream": { type: "string" } };
  return [
    {
      method: "POST",
      path,
      access,
      id: "mcpSend",
      summary: "A message of the Model Context Protocol (with `mcp:` in the configuration)",
      query,
      body: message,
      answer: { status: 200, description: "The answer, or a stream that ends with it.", content },
      handle: async (call) => answer(call, await call.json()),
    },
    {
      method: "GET",
      path,
      access,
      id: "mcpListen",
      summary: "What the MCP server has to say by itself",
      query,
      answer: { status: 200, description: "A stream without end.", content: { "text/event-stream": { type: "string" } } },
      handle: (call) => answer(call),
    },
    {
      method: "DELETE",
      path,
      access,
      id: "mcpEnd",
      summary: "Ends an MCP session",
      query,
      answer: { status: 200, description: "It has ended." },
      handle: (call) => answer(call),
    },
  ];
}

/** MCP wants it looked at whatever the token: a page of somebody else has no business here. */
function requireOwnOrigin(request: Request, origins: Surface["origins"]): void {
  const origin = request.headers.get("origin");
  if (origin === null || (URL.canParse(origin) && origins.of(new URL(origin).host) === origin)) return;
  throw new CasementError("forbidden", "The request comes from a page of another origin. MCP is for programs.");
}
