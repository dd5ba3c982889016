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
import type { HubWatch } from "../hub-watch.ts";
import { instructions } from "../instructions.ts";
import type { McpAccess } from "../mcp-options.ts";
import { listResources, readResource, resourceTemplates } from "../resources/resources.ts";
import { errorResult } from "../results/tool-result.ts";
import { createToolbox } from "../tools/toolbox.ts";

export interface ServerSetting {
  readonly host: Host;
  readonly watch: HubWatch;
  readonly version: string;
  readonly maxResult: number | undefined;
  /** Calls under way, over all connections. */
  readonly calls: Set<Promise<unknown>>;
}

/** Most resources that one connection may follow. */
const mostSubscriptions = 1_000;

/** An MCP server for one connection. It ends with its transport. */
export function createServer({ host, watch, version, maxResult, calls }: ServerSetting, access: McpAccess): Server {
  const capabilities = { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true } };
  const server = new Server({ name: "casement", title: "Casement", version }, { capabilities, instructions: instructions(host) });
  const toolbox = createToolbox(host, access);
  const followed = new Set<string>();
  /** A connection that is just closing hears nothing any more. */
  const say = (message: () => Promise<void>): void => {
    if (server.transport) void message().catch(() => {});
  };
  server.onclose = watch.add({
    toolsChanged: () => say(() => server.sendToolListChanged()),
    resourcesChanged: () => say(() => server.sendResourceListChanged()),
    updated(uri) {
      if (followed.has(uri)) say(() => server.sendResourceUpdated({ uri }));
    },
  });

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolbox.list() }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const { name, arguments: input = {}, _meta } = params;
    const token = _meta?.progressToken;
    const progress = (done: number, total: number): void =>
      void sendNotification({ method: "notifications/progress", params: { progressToken: token!, progress: done, total } }).catch(() => {});
    const call = toolbox.call({ name, input, signal, maxResult, ...(token !== undefined && { progress }) }).catch(errorResult);
    calls.add(call);
    return call.finally(() => calls.delete(call));
  });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: listResources(host) }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [...resourceTemplates] }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => found(params.uri, () => readResource(host, params.uri, maxResult)));
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    found(params.uri, () => readResource(host, params.uri, maxResult));
    if (followed.size >= mostSubscriptions) throw new McpError(ErrorCode.InvalidRequest, "Too many subscriptions.");
    followed.add(params.uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    followed.delete(params.uri);
    return {};
  });
  return server;
}

/** MCP's code for a resource that is not there. */
const resourceNotFound = -32_002;

function found<T>(uri: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!CasementError.is(error)) throw new McpError(ErrorCode.InternalError, "Something went wrong inside the hub.");
    throw new McpError(resourceNotFound, error.message, { uri });
  }
}
