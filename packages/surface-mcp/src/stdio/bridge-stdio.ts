import { SdkHttpError, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { isInitializeRequest, isJSONRPCRequest, isJSONRPCResultResponse, type JSONRPCMessage } from "@modelcontextprotocol/server";
import { openStdio } from "./serve-stdio.ts";

export interface BridgeOptions {
  /** Address and token of the hub's `/mcp`. Called for every connection, because they may change when the hub restarts. */
  findHub(): Promise<{ readonly url: string; readonly token: string } | undefined>;
  readonly signal: AbortSignal;
}

/** Pause before reconnecting to a hub that has stopped (ms). */
const reconnectDelay = 1_000;
/** Begins the ids of requests that the bridge itself sends. */
const bridgeIdPrefix = "casement-again:";

/**
 * Connects a client on standard input and output to a running hub. After a restart of the hub, the bridge opens a new MCP session and
 * restores the subscriptions. While no hub is running, it responds to requests with an error.
 */
export async function bridgeStdio({ findHub, signal }: BridgeOptions): Promise<void> {
  const { transport: client, ended } = await openStdio(signal);
  /** Sent again, with the subscriptions, to open a new MCP session. */
  let initializeRequest: JSONRPCMessage | undefined;
  const subscribedUris = new Set<string>();
  let hubTransport: StreamableHTTPClientTransport | undefined;

  async function connect(onMessage: (message: JSONRPCMessage) => void): Promise<StreamableHTTPClientTransport> {
    const hub = await findHub();
    if (!hub) throw new HubNotRunningError();
    const headers = { authorization: `Bearer ${hub.token}` };
    const transport = new StreamableHTTPClientTransport(new URL(hub.url), { requestInit: { headers } });
    transport.onmessage = (message) => {
      if (isJSONRPCResultResponse(message) && typeof message.result.protocolVersion === "string")
        transport.setProtocolVersion(message.result.protocolVersion);
      onMessage(message);
    };
    transport.onerror = () => {
      if (transport === hubTransport) scheduleReconnect();
    };
    await transport.start();
    return transport;
  }

  const sendToClient = (message: JSONRPCMessage): void => void client.send(message);

  /** Opens a new MCP session on the client's behalf. */
  async function openNewSession(): Promise<StreamableHTTPClientTransport> {
    if (!initializeRequest) return connect(sendToClient);
    let onInitialized: () => void = () => {};
    const initialized = new Promise<void>((resolve) => {
      onInitialized = resolve;
    });
    let isInitialized = false;
    const transport = await connect((message) => {
      // Responses to the bridge's own requests are not passed on.
      if (isInitialized && !("id" in message && String(message.id).startsWith(bridgeIdPrefix))) return sendToClient(message);
      isInitialized = true;
      onInitialized();
    });
    await transport.send(initializeRequest);
    await initialized;
    await transport.send({ jsonrpc: "2.0", method: "notifications/initialized" });
    for (const uri of subscribedUris)
      await transport.send({ jsonrpc: "2.0", id: `${bridgeIdPrefix}${uri}`, method: "resources/subscribe", params: { uri } });
    // The lists may have changed with the restart.
    for (const list of ["tools", "resources", "prompts"])
      await client.send({ jsonrpc: "2.0", method: `notifications/${list}/list_changed` });
    return transport;
  }

  let reconnecting: Promise<StreamableHTTPClientTransport> | undefined;
  /** Shared by all messages that wait for the connection. */
  const reconnect = (): Promise<StreamableHTTPClientTransport> => {
    reconnecting ??= openNewSession()
      .then((transport) => {
        hubTransport = transport;
        return transport;
      })
      .finally(() => {
        reconnecting = undefined;
      });
    return reconnecting;
  };

  let reconnectTimer: NodeJS.Timeout | undefined;
  /** The hub may have stopped. Reconnects when it runs again, so that the client gets notifications without sending a request. */
  const scheduleReconnect = (): void => {
    if (reconnectTimer || signal.aborted) return;
    reconnectTimer = setTimeout(() => {
      reconnectTimer = undefined;
      const lost = hubTransport;
      hubTransport = undefined;
      void lost?.close().catch(() => {});
      reconnect().catch(scheduleReconnect);
    }, reconnectDelay).unref();
  };

  async function sendToHub(message: JSONRPCMessage): Promise<void> {
    if (isInitializeRequest(message)) {
      initializeRequest = message;
      hubTransport = await connect(sendToClient);
      return hubTransport.send(message);
    }
    trackSubscription(message);
    const current = hubTransport ?? (await reconnect());
    try {
      await current.send(message);
    } catch (error) {
      if (!wasNotReceived(error)) throw error;
      if (hubTransport === current) hubTransport = undefined;
      await current.close().catch(() => {});
      await (hubTransport ?? (await reconnect())).send(message);
    }
  }

  function trackSubscription(message: JSONRPCMessage): void {
    if (!isJSONRPCRequest(message) || typeof message.params?.uri !== "string") return;
    if (message.method === "resources/subscribe") subscribedUris.add(message.params.uri);
    if (message.method === "resources/unsubscribe") subscribedUris.delete(message.params.uri);
  }

  client.onmessage = (message) => {
    sendToHub(message).catch((error) => {
      if (isJSONRPCRequest(message))
        void client.send({ jsonrpc: "2.0", id: message.id, error: { code: -32_000, message: errorTextOf(error) } });
    });
  };
  await client.start();
  try {
    await ended;
  } finally {
    clearTimeout(reconnectTimer);
    await hubTransport?.terminateSession().catch(() => {});
    await hubTransport?.close();
    await client.close();
  }
}

/** The hub does not know the session, or nothing listens at its address. The message was not handled, so it is safe to send again. */
function wasNotReceived(error: unknown): boolean {
  if (error instanceof SdkHttpError) return error.status === 404;
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return code === "ECONNREFUSED";
}

function errorTextOf(error: unknown): string {
  if (error instanceof SdkHttpError && error.status === 404)
    return "The hub does not serve MCP. Add  mcp: true  to its configuration and restart it.";
  if (error instanceof SdkHttpError) return `The hub rejected the request with status ${error.status}.`;
  if (error instanceof HubNotRunningError || wasNotReceived(error)) return "The hub is not running. Start it with: casement start";
  return "The hub's response was lost. The call may have changed something: check before you repeat it.";
}

class HubNotRunningError extends Error {}
