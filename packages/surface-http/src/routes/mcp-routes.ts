import { CasementError } from "@casement/core";
import type { McpEndpoint } from "../mcp-endpoint.ts";
import type { Route, RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

/** The Model Context Protocol (streamable HTTP). With read-only access, only the tools that read are offered. */
export function createMcpRoutes({ origins }: RouteContext, mcp: McpEndpoint | undefined): Route[] {
  if (!mcp) return [];
  const forward = async (routeRequest: RouteRequest, body?: unknown): Promise<Response> => {
    const { request, client, query } = routeRequest;
    requireHubOrigin(request, origins);
    return mcp.fetch(request, client?.access === "full" && query("access") !== "read" ? "full" : "read", body);
  };
  const path = "/mcp";
  const access = "read";
  const query = {
    access: {
      description: "`read`: offer only the tools that read, whatever the token allows.",
      schema: { type: "string", enum: ["read"] },
    },
  };
  const messageSchema = { type: "object", description: "A JSON-RPC 2.0 message." };
  const content = { "application/json": messageSchema, "text/event-stream": { type: "string" } };
  return [
    {
      method: "POST",
      path,
      access,
      operationId: "mcpSend",
      summary: "Sends a message of the Model Context Protocol. Requires `mcp:` in the configuration",
      query,
      body: messageSchema,
      response: { status: 200, description: "The response, or a stream that ends with it.", content },
      handle: async (request) => forward(request, await request.json()),
    },
    {
      method: "GET",
      path,
      access,
      operationId: "mcpListen",
      summary: "Streams the messages that the MCP server sends on its own",
      query,
      response: { status: 200, description: "An endless stream.", content: { "text/event-stream": { type: "string" } } },
      handle: (request) => forward(request),
    },
    {
      method: "DELETE",
      path,
      access,
      operationId: "mcpEnd",
      summary: "Ends an MCP session",
      query,
      response: { status: 200, description: "The session has ended." },
      handle: (request) => forward(request),
    },
  ];
}

/** MCP requires this check whatever the token (DNS rebinding). @throws CasementError `forbidden` */
function requireHubOrigin(request: Request, origins: RouteContext["origins"]): void {
  const origin = request.headers.get("origin");
  if (origin === null || (URL.canParse(origin) && origins.originOf(new URL(origin).host) === origin)) return;
  throw new CasementError("forbidden", "The request comes from a web page of another origin. Only programs can use /mcp.");
}
