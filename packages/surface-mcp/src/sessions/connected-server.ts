import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import type { McpClient } from "../clients/mcp-client.ts";
import type { HostWatch } from "../host-watch.ts";
import { maySeeResource, readResource } from "../resources/resources.ts";
import { createMcpServer, type McpServerOptions, withMcpErrors } from "./mcp-server.ts";

/** Most resources that one connection can subscribe to. */
const maxSubscriptions = 1_000;

/**
 * A server for one connection, which notifies its client of changes. In the `modern` era (2026-07-28), the library knows what the client listens
 * to.
 */
export function createConnectedServer(
  options: McpServerOptions,
  client: McpClient,
  watch: HostWatch,
  era: "legacy" | "modern" = "legacy",
): Server {
  const server = createMcpServer(options, client);
  const subscribedUris = new Set<string>();
  /** Skips a connection that is closing. */
  const notify = (send: () => Promise<void>): void => {
    if (server.transport) void send().catch(() => {});
  };
  server.onclose = watch.add({
    onToolsChanged() {
      notify(() => server.sendToolListChanged());
      // Prompts need tools.
      if (options.prompts.length > 0) notify(() => server.sendPromptListChanged());
    },
    onResourcesChanged: () => notify(() => server.sendResourceListChanged()),
    onResourceUpdated(uri) {
      if (maySeeResource(client, uri) && (era === "modern" || subscribedUris.has(uri))) notify(() => server.sendResourceUpdated({ uri }));
    },
  });
  server.setRequestHandler("resources/subscribe", async ({ params: { uri } }) => {
    // Fails for a resource that does not exist.
    await withMcpErrors(uri, () => readResource(options.host, client, uri, options.maxResult));
    if (subscribedUris.size >= maxSubscriptions) throw new ProtocolError(ProtocolErrorCode.InvalidRequest, "Too many subscriptions.");
    subscribedUris.add(uri);
    return {};
  });
  server.setRequestHandler("resources/unsubscribe", ({ params: { uri } }) => {
    subscribedUris.delete(uri);
    return {};
  });
  return server;
}
