import { CasementError } from "@casement/core";
import { type AgentClient, agentKindName, toAgentClient } from "../access/agent-kind.ts";
import type { RequestPlace } from "../addresses/request-place.ts";
import type { McpEndpoint } from "../mcp-endpoint.ts";
import { resourceMetadataAddressOf } from "../oauth/server-metadata.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import type { Route, RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

/** The Model Context Protocol (streamable HTTP). With read-only access, only the tools that read are offered. */
export function createMcpRoutes({ addresses }: RouteContext, mcp: McpEndpoint | undefined, allowsReadToken: boolean): Route[] {
  if (!mcp) return [];
  const forward = async (routeRequest: RouteRequest, body?: unknown): Promise<Response> => {
    const { request, client, query } = routeRequest;
    requireHubOrigin(routeRequest, addresses);
    const asksToRead = query("access") === "read";
    if (client?.grant?.kind === agentKindName) {
      const agent = toAgentClient(client.grant);
      return mcp.fetch(request, asksToRead ? { ...agent, access: "read" } : agent, body);
    }
    if (client?.access !== "full" && !allowsReadToken)
      throw new CasementError(
        "forbidden",
        "The read-only token may not use /mcp, whose tools also read mails and chats. Use the full token with /mcp?access=read, or set mcp: { readToken: true }.",
      );
    return mcp.fetch(request, client?.access === "full" && !asksToRead ? tokenClients.full : tokenClients.read, body);
  };
  const path = "/mcp";
  const access = "agent";
  const challenge = (place: RequestPlace): string => `resource_metadata="${resourceMetadataAddressOf(place)}"`;
  const query = {
    access: {
      description: "`read`: offer only the tools that read, whatever the token allows.",
      schema: { type: "string", enum: ["read"] },
    },
  };
  const messageSchema = { type: "object", description: "A JSON-RPC 2.0 message." };
  // The MCP library reports its own errors, such as a missing Accept header, as messages.
  const errorContent = { "application/json": messageSchema };
  const content = { "application/json": messageSchema, "text/event-stream": { type: "string" } };
  return [
    {
      method: "POST",
      path,
      access,
      challenge,
      operationId: "mcpSend",
      summary: "Sends a message of the Model Context Protocol. Requires `mcp:` in the configuration",
      query,
      body: {
        description: "A message, or several in the revision 2025-03-26.",
        anyOf: [messageSchema, { type: "array", items: messageSchema }],
      },
      response: { status: 200, description: "The response, or a stream that ends with it.", content, errorContent },
      async handle(request) {
        try {
          return await forward(request, await request.anyJson());
        } catch (error) {
          return toJsonRpcError(error);
        }
      },
    },
    {
      method: "GET",
      path,
      access,
      challenge,
      operationId: "mcpListen",
      summary: "Streams the messages that the MCP server sends on its own",
      query,
      response: { status: 200, description: "An endless stream.", content: { "text/event-stream": { type: "string" } }, errorContent },
      handle: (request) => forward(request),
    },
    {
      method: "DELETE",
      path,
      access,
      challenge,
      operationId: "mcpEnd",
      summary: "Ends an MCP session",
      query,
      response: { status: 200, description: "The session has ended.", errorContent },
      handle: (request) => forward(request),
    },
  ];
}

/** The holders of the hub's own tokens, and of sessions. */
const tokenClients: Readonly<Record<"full" | "read", AgentClient>> = {
  full: { name: "the hub's token", access: "change" },
  read: { name: "the hub's token, read-only", access: "read" },
};

/** JSON-RPC 2.0: a body that is no JSON is -32700. @throws any other error */
function toJsonRpcError(error: unknown): Response {
  if (!CasementError.is(error) || error.code !== "input-invalid") throw error;
  return createJsonResponse({ jsonrpc: "2.0", id: null, error: { code: -32_700, message: error.message } }, { status: 400 });
}

/** MCP requires this check whatever the token (DNS rebinding). @throws CasementError `forbidden` */
function requireHubOrigin({ request, place }: RouteRequest, addresses: RouteContext["addresses"]): void {
  const origin = request.headers.get("origin");
  if (origin === null || addresses.isOwnOrigin(origin, place)) return;
  throw new CasementError("forbidden", "The request comes from a web page of another origin. Only programs can use /mcp.");
}
