import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from "@modelcontextprotocol/server";
import { clientKeyOf, type McpClient } from "../clients/mcp-client.ts";
import type { HostWatch } from "../host-watch.ts";
import { maySeeResource } from "../resources/resources.ts";
import { createMcpServer, type McpServerOptions } from "./mcp-server.ts";

/** Revision 2026-07-28: no sessions; one stream carries the notifications that a client asks for. */
export interface CurrentEra {
  /** Undefined: the request is of an older revision. */
  fetch(request: Request, client: McpClient, body: unknown): Promise<Response | undefined>;
  /** Ends the streams of an access that has ended. */
  endClient(name: string): Promise<void>;
  close(): Promise<void>;
}

interface ClientHandler {
  readonly client: McpClient;
  readonly handler: McpHttpHandler;
}

export function createCurrentEra(options: McpServerOptions, watch: HostWatch): CurrentEra {
  const handlers = new Map<string, ClientHandler>();
  const notifyAll = (send: (each: ClientHandler) => void): void => {
    for (const each of handlers.values()) send(each);
  };
  const handlerOf = (client: McpClient): McpHttpHandler => {
    const key = clientKeyOf(client);
    const found = handlers.get(key) ?? { client, handler: createMcpHandler(() => createMcpServer(options, client), { legacy: "reject" }) };
    handlers.set(key, found);
    return found.handler;
  };
  const unwatch = watch.add({
    onToolsChanged: () =>
      notifyAll(({ handler }) => {
        handler.notify.toolsChanged();
        // Prompts need tools.
        if (options.prompts.length > 0) handler.notify.promptsChanged();
      }),
    onResourcesChanged: () => notifyAll(({ handler }) => handler.notify.resourcesChanged()),
    onResourceUpdated: (uri) =>
      notifyAll(({ client, handler }) => {
        if (maySeeResource(client, uri)) handler.notify.resourceUpdated(uri);
      }),
  });
  return {
    async fetch(request, client, body) {
      if (await isLegacyRequest(request, body)) return undefined;
      return handlerOf(client).fetch(request, { parsedBody: body });
    },
    async endClient(name) {
      for (const [key, { client, handler }] of [...handlers]) {
        if (client.name !== name) continue;
        handlers.delete(key);
        await handler.close();
      }
    },
    async close() {
      unwatch();
      await Promise.all([...handlers.values()].map(({ handler }) => handler.close()));
    },
  };
}
