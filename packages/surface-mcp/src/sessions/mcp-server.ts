import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type { HostWatch } from "../host-watch.ts";
import { writeInstructions } from "../instructions.ts";
import type { McpAccess } from "../mcp-options.ts";
import { listResources, readResource, resourceTemplates } from "../resources/resources.ts";
import { toErrorResult } from "../results/tool-result.ts";
import { createToolSet } from "../tools/tool-set.ts";

export interface McpServerOptions {
  readonly host: Host;
  readonly watch: HostWatch;
  readonly version: string;
  readonly maxResult: number | undefined;
  /** Calls of all connections. */
  readonly runningCalls: Set<Promise<unknown>>;
}

/** Most resources that one connection can subscribe to. */
const maxSubscriptions = 1_000;

/** An MCP server for one connection. It ends when its transport closes. */
export function createMcpServer({ host, watch, version, maxResult, runningCalls }: McpServerOptions, access: McpAccess): Server {
  const capabilities = { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true } };
  const server = new Server({ name: "casement", title: "Casement", version }, { capabilities, instructions: writeInstructions(host) });
  const toolSet = createToolSet(host, access);
  const subscribedUris = new Set<string>();
  /** Skips a connection that is closing. */
  const notify = (send: () => Promise<void>): void => {
    if (server.transport) void send().catch(() => {});
  };
  server.onclose = watch.add({
    onToolsChanged: () => notify(() => server.sendToolListChanged()),
    onResourcesChanged: () => notify(() => server.sendResourceListChanged()),
    onResourceUpdated(uri) {
      if (subscribedUris.has(uri)) notify(() => server.sendResourceUpdated({ uri }));
    },
  });

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolSet.list() }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const { name, arguments: input = {}, _meta } = params;
    const progressToken = _meta?.progressToken;
    const reportProgress = (progress: number, total: number): void =>
      void sendNotification({
        method: "notifications/progress",
        params: { progressToken: progressToken!, progress, total },
      }).catch(() => {});
    const call = toolSet
      .call({ name, input, signal, maxResult, ...(progressToken !== undefined && { reportProgress }) })
      .catch(toErrorResult);
    runningCalls.add(call);
    return call.finally(() => runningCalls.delete(call));
  });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: listResources(host) }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [...resourceTemplates] }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) =>
    withMcpErrors(params.uri, () => readResource(host, params.uri, maxResult)),
  );
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    // Fails for a resource that does not exist.
    withMcpErrors(params.uri, () => readResource(host, params.uri, maxResult));
    if (subscribedUris.size >= maxSubscriptions) throw new McpError(ErrorCode.InvalidRequest, "Too many subscriptions.");
    subscribedUris.add(params.uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    subscribedUris.delete(params.uri);
    return {};
  });
  return server;
}

/** MCP's error code for a resource that does not exist. */
const resourceNotFound = -32_002;

function withMcpErrors<T>(uri: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!CasementError.is(error)) throw new McpError(ErrorCode.InternalError, "An internal error occurred in the hub.");
    throw new McpError(resourceNotFound, error.message, { uri });
  }
}
