import { StreamableHTTPClientTransport, StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { isInitializeRequest, isJSONRPCRequest, isJSONRPCResultResponse, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { inputEnded } from "./serve-stdio.ts";

export interface BridgeOptions {
  /** Of the hub's `/mcp`. Asked for anew with every connection: a hub that is started again may have another. */
  hub(): Promise<{ readonly url: string; readonly token: string } | undefined>;
  readonly signal: AbortSignal;
}

/** How long to wait for a hub that has ended (ms). */
const pause = 1_000;
const ownIds = "casement-again:";

/**
 * Passes messages between a client on standard input and output and a running hub. A hub that was started again is told of the client as
 * if nothing had been; while there is none, requests are answered with an error.
 */
export async function bridgeStdio({ hub, signal }: BridgeOptions): Promise<void> {
  const client = new StdioServerTransport();
  /** What the client said first, and what it follows, to say it again. */
  let hello: JSONRPCMessage | undefined;
  const followed = new Set<string>();
  let upstream: StreamableHTTPClientTransport | undefined;

  /** A connection to the hub; `hear` gets what it says. */
  async function open(hear: (message: JSONRPCMessage) => void): Promise<StreamableHTTPClientTransport> {
    const place = await hub();
    if (!place) throw new NoHub();
    const headers = { authorization: `Bearer ${place.token}` };
    const transport = new StreamableHTTPClientTransport(new URL(place.url), { requestInit: { headers } });
    transport.onmessage = (message) => {
      if (isJSONRPCResultResponse(message) && typeof message.result.protocolVersion === "string")
        transport.setProtocolVersion(message.result.protocolVersion);
      hear(message);
    };
    transport.onerror = () => {
      if (transport === upstream) lookLater();
    };
    await transport.start();
    return transport;
  }

  const pass = (message: JSONRPCMessage): void => void client.send(message);

  /** Introduces the client once more, without its noticing. */
  async function again(): Promise<StreamableHTTPClientTransport> {
    if (!hello) return open(pass);
    let greeted: () => void = () => {};
    const answered = new Promise<void>((resolve) => {
      greeted = resolve;
    });
    let known = false;
    const transport = await open((message) => {
      // Answers to what the client did not ask.
      if (known && !("id" in message && String(message.id).startsWith(ownIds))) return pass(message);
      known = true;
      greeted();
    });
    await transport.send(hello);
    await answered;
    await transport.send({ jsonrpc: "2.0", method: "notifications/initialized" });
    for (const uri of followed)
      await transport.send({ jsonrpc: "2.0", id: `${ownIds}${uri}`, method: "resources/subscribe", params: { uri } });
    // What the client knows of the lists may be old.
    for (const list of ["tools", "resources"]) await client.send({ jsonrpc: "2.0", method: `notifications/${list}/list_changed` });
    return transport;
  }

  let renewing: Promise<StreamableHTTPClientTransport> | undefined;
  /** Once for all messages that wait for it. */
  const renew = (): Promise<StreamableHTTPClientTransport> => {
    renewing ??= again()
      .then((transport) => {
        upstream = transport;
        return transport;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };

  let later: NodeJS.Timeout | undefined;
  /** The hub may have ended. As soon as there is one again, the client hears from it, though it asks for nothing. */
  const lookLater = (): void => {
    if (later || signal.aborted) return;
    later = setTimeout(() => {
      later = undefined;
      const used = upstream;
      upstream = undefined;
      void used?.close().catch(() => {});
      renew().catch(lookLater);
    }, pause).unref();
  };

  async function forward(message: JSONRPCMessage): Promise<void> {
    if (isInitializeRequest(message)) {
      hello = message;
      upstream = await open(pass);
      return upstream.send(message);
    }
    note(message);
    const used = upstream ?? (await renew());
    try {
      await used.send(message);
    } catch (error) {
      if (!wasNotTaken(error)) throw error;
      if (upstream === used) upstream = undefined;
      await used.close().catch(() => {});
      await (upstream ?? (await renew())).send(message);
    }
  }

  function note(message: JSONRPCMessage): void {
    if (!isJSONRPCRequest(message) || typeof message.params?.uri !== "string") return;
    if (message.method === "resources/subscribe") followed.add(message.params.uri);
    if (message.method === "resources/unsubscribe") followed.delete(message.params.uri);
  }

  client.onmessage = (message) => {
    forward(message).catch((error) => {
      if (isJSONRPCRequest(message))
        void client.send({ jsonrpc: "2.0", id: message.id, error: { code: -32_000, message: reasonOf(error) } });
    });
  };
  await client.start();
  await inputEnded(signal);
  clearTimeout(later);
  await upstream?.terminateSession().catch(() => {});
  await upstream?.close();
  await client.close();
}

/** The hub did not take the message, so it may be sent again: it does not know the session, or nobody listens there. */
function wasNotTaken(error: unknown): boolean {
  if (error instanceof StreamableHTTPError) return error.code === 404;
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return code === "ECONNREFUSED";
}

function reasonOf(error: unknown): string {
  if (error instanceof StreamableHTTPError && error.code === 404)
    return "The hub does not serve MCP. Add  mcp: true  to its configuration and start it again.";
  if (error instanceof StreamableHTTPError) return `The hub refused the request with status ${error.code}.`;
  if (error instanceof NoHub || wasNotTaken(error)) return "No hub runs. Start it with: casement start";
  return "The hub's answer was lost. A change may have been made: look before you repeat it.";
}

class NoHub extends Error {}
