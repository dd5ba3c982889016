import { randomUUID } from "node:crypto";
import type { Clock } from "@casement/core";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { isInitializeRequest } from "@modelcontextprotocol/sdk/types.js";
import type { McpAccess } from "../mcp-options.ts";
import { createServer, type ServerSetting } from "./create-server.ts";

/** Streamable HTTP. */
export interface Sessions {
  /** `body`: that of a POST, as JSON. */
  fetch(request: Request, access: McpAccess, body: unknown): Promise<Response>;
  readonly count: number;
  close(): Promise<void>;
}

interface Session {
  readonly access: McpAccess;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** Requests under way, and the stream. */
  busy: number;
  usedAt: number;
}

export const mostSessions = 50;
/** A session that nobody uses or listens to (ms). */
export const longestIdle = 60 * 60_000;

export function createSessions(setting: ServerSetting, clock: Clock): Sessions {
  const sessions = new Map<string, Session>();
  const idle = (): [string, Session][] => [...sessions].filter(([, { busy }]) => busy === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt);
  const end = async (id: string): Promise<void> => {
    const session = sessions.get(id);
    sessions.delete(id);
    await session?.transport.close();
  };
  const sweep = (): void => {
    stopSweeping = clock.after(longestIdle / 6, sweep);
    const before = clock.now().getTime() - longestIdle;
    for (const [id, { usedAt }] of idle()) if (usedAt <= before) void end(id);
  };
  let stopSweeping = clock.after(longestIdle / 6, sweep);

  async function open(request: Request, access: McpAccess, parsedBody: unknown): Promise<Response> {
    const [oldest] = idle();
    if (sessions.size >= mostSessions) {
      if (!oldest) return refusal(503, "Too many clients are connected.");
      await end(oldest[0]);
    }
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { access, transport, busy: 0, usedAt: clock.now().getTime() }),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await createServer(setting, access).connect(transport);
    return transport.handleRequest(request, { parsedBody });
  }

  /** For clients that keep no session: a server that lives as long as the request. */
  async function once(request: Request, access: McpAccess, parsedBody: unknown): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = createServer(setting, access);
    await server.connect(transport);
    try {
      return await transport.handleRequest(request, { parsedBody });
    } finally {
      await server.close();
    }
  }

  async function within(session: Session, request: Request, parsedBody: unknown): Promise<Response> {
    session.busy++;
    const done = (): void => {
      session.busy--;
      session.usedAt = clock.now().getTime();
    };
    const response = await session.transport.handleRequest(request, { parsedBody }).catch((error) => {
      done();
      throw error;
    });
    if (request.method === "DELETE" || !response.body) {
      done();
      return response;
    }
    return new Response(whenOver(response.body, done), response);
  }

  return {
    async fetch(request, access, body) {
      const id = request.headers.get("mcp-session-id");
      if (id !== null) {
        const session = sessions.get(id);
        // Whoever has another token than the one that began it does not go on with it. 404 makes a client begin anew.
        if (!session || session.access !== access) return refusal(404, "There is no such session. Begin with initialize.");
        return within(session, request, body);
      }
      if (request.method !== "POST") return refusal(405, "This needs the Mcp-Session-Id that initialize gave.", { allow: "POST" });
      return isInitializeRequest(body) ? open(request, access, body) : once(request, access, body);
    },
    get count() {
      return sessions.size;
    },
    async close() {
      stopSweeping();
      await Promise.all([...sessions.keys()].map(end));
    },
  };
}

/** Passes a body on, and says when it has ended or nobody reads it any more. */
function whenOver(body: ReadableStream<Uint8Array>, over: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let open = true;
  const end = (): void => {
    if (open) over();
    open = false;
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

const refusal = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ jsonrpc: "2.0", error: { code: status === 404 ? -32_001 : -32_000, message }, id: null }, { status, headers });
