import { randomUUID } from "node:crypto";
import type { Clock } from "@casement/core";
import { isInitializeRequest, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { isSameClient, type McpClient } from "../clients/mcp-client.ts";
import type { HostWatch } from "../host-watch.ts";
import { createConnectedServer } from "./connected-server.ts";
import { createMcpServer, type McpServerOptions } from "./mcp-server.ts";

/** Streamable HTTP of revision 2025-11-25 and older, with and without MCP sessions. */
export interface McpSessions {
  /** `body`: the parsed JSON of a POST. */
  fetch(request: Request, client: McpClient, body: unknown): Promise<Response>;
  readonly count: number;
  /** Ends the sessions of an access that has ended. */
  endClient(name: string): Promise<void>;
  close(): Promise<void>;
}

interface McpSession {
  readonly client: McpClient;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** Responses that are not complete yet, including the event stream. */
  openResponses: number;
  /** ms since 1970. */
  lastUsedAt: number;
}

/** Per client, so that none can end the sessions of others. */
export const maxMcpSessions = 50;
/** How long an MCP session may be unused, without an open event stream (ms). */
export const maxIdleTime = 60 * 60_000;

export function createMcpSessions(serverOptions: McpServerOptions, watch: HostWatch, clock: Clock): McpSessions {
  const sessions = new Map<string, McpSession>();
  /** Oldest first. */
  const listIdle = (): [string, McpSession][] =>
    [...sessions].filter(([, { openResponses }]) => openResponses === 0).sort(([, a], [, b]) => a.lastUsedAt - b.lastUsedAt);
  const endSession = async (id: string): Promise<void> => {
    const session = sessions.get(id);
    sessions.delete(id);
    await session?.transport.close();
  };
  const endExpired = (): void => {
    cancelExpiry = clock.after(maxIdleTime / 6, endExpired);
    const expiredBefore = clock.now().getTime() - maxIdleTime;
    for (const [id, { lastUsedAt }] of listIdle()) if (lastUsedAt <= expiredBefore) void endSession(id);
  };
  let cancelExpiry = clock.after(maxIdleTime / 6, endExpired);

  async function openSession(request: Request, client: McpClient, parsedBody: unknown): Promise<Response> {
    const isPeer = (session: McpSession): boolean => isSameClient(session.client, client);
    if ([...sessions.values()].filter(isPeer).length >= maxMcpSessions) {
      const oldest = listIdle().find(([, session]) => isPeer(session));
      if (!oldest) return toErrorResponse(503, "Too many clients are connected.");
      await endSession(oldest[0]);
    }
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { client, transport, openResponses: 0, lastUsedAt: clock.now().getTime() }),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const server = createConnectedServer(serverOptions, client, watch);
    await server.connect(transport);
    try {
      return await transport.handleRequest(request, { parsedBody });
    } finally {
      // The request was refused. Without a session, nothing else would close the server.
      if (transport.sessionId === undefined) await server.close();
    }
  }

  /** For clients that do not use sessions: a server that lasts for one request. */
  async function handleWithoutSession(request: Request, client: McpClient, parsedBody: unknown): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = createMcpServer(serverOptions, client);
    await server.connect(transport);
    try {
      return await transport.handleRequest(request, { parsedBody });
    } finally {
      await server.close();
    }
  }

  async function handleInSession(session: McpSession, request: Request, parsedBody: unknown): Promise<Response> {
    session.openResponses++;
    const onEnd = (): void => {
      session.openResponses--;
      session.lastUsedAt = clock.now().getTime();
    };
    const response = await session.transport.handleRequest(request, { parsedBody }).catch((error) => {
      onEnd();
      throw error;
    });
    if (request.method === "DELETE" || !response.body) {
      onEnd();
      return response;
    }
    return new Response(withEndCallback(response.body, onEnd), response);
  }

  return {
    async fetch(request, client, body) {
      const id = request.headers.get("mcp-session-id");
      if (id !== null) {
        const session = sessions.get(id);
        // A session belongs to the access that opened it. After a 404 a client opens a new session.
        if (!session || !isSameClient(session.client, client))
          return toErrorResponse(404, "This session does not exist. Send initialize to open one.");
        return handleInSession(session, request, body);
      }
      if (request.method !== "POST")
        return toErrorResponse(405, "This method needs the header Mcp-Session-Id, which initialize returns.", { allow: "POST" });
      return isInitializeRequest(body) ? openSession(request, client, body) : handleWithoutSession(request, client, body);
    },
    get count() {
      return sessions.size;
    },
    async endClient(name) {
      const ended = [...sessions].filter(([, { client }]) => client.name === name);
      await Promise.all(ended.map(([id]) => endSession(id)));
    },
    async close() {
      cancelExpiry();
      await Promise.all([...sessions.keys()].map(endSession));
    },
  };
}

/** Passes a body on. Calls `onEnd` once, when it has ended or its reader has canceled it. */
function withEndCallback(body: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let ended = false;
  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
  };
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      end();
      controller.close();
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
}

const toErrorResponse = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ jsonrpc: "2.0", error: { code: status === 404 ? -32_001 : -32_000, message }, id: null }, { status, headers });
