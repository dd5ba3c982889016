import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import { pauseFor } from "./pause-for.ts";

export interface ProxiedRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly url: string;
  /** The parts, if it is a `$batch`. */
  readonly batch?: readonly { readonly id: string; readonly method: string; readonly url: string }[];
}

export interface ProxiedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly data: Buffer;
}

/** What happens to one request instead of passing it on. */
export type FaultAction =
  /** No response, ever. */
  | { readonly kind: "stall" }
  /** The connection is reset, before Graph saw the request or after it did what was asked. */
  | { readonly kind: "reset"; readonly after?: boolean }
  /** A response of the proxy itself. */
  | { readonly kind: "respond"; readonly status: number; readonly headers?: Record<string, string>; readonly body?: string | Buffer }
  /** Graph's response, changed. */
  | { readonly kind: "change"; readonly change: (response: ProxiedResponse) => Partial<ProxiedResponse> }
  /** The first part of Graph's response, as its whole length says or with the connection cut. */
  | { readonly kind: "cut"; readonly share: number; readonly connection?: boolean }
  /** Graph's response, spread over this time. */
  | { readonly kind: "slow"; readonly ms: number };

export type FaultRule = (request: ProxiedRequest) => FaultAction | undefined;

/** Stands between the hub and the emulator. */
export interface FaultProxy {
  readonly port: number;
  /** Undefined passes every request. */
  rule: FaultRule | undefined;
  /** Requests by path, ids shortened. */
  readonly counts: Map<string, number>;
  total(): number;
  tokenRequests(): number;
  /** Refuses connections from now on. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Ends all connections, so that nothing waits for a response that never comes. */
  drop(): void;
}

const pieces = 50;

export async function openFaultProxy(target: number, port: number): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const counts = new Map<string, number>();
  let total = 0;
  let rule: FaultRule | undefined;

  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer) => {
    const described = describeRequest(incoming, body);
    total++;
    const key = `${described.method} ${described.path.replace(/[A-Za-z0-9_=-]{20,}/g, "{id}")}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const action = rule?.(described);
    if (action?.kind === "stall") return;
    if (action?.kind === "reset" && !action.after) return void incoming.socket.resetAndDestroy();
    if (action?.kind === "respond") {
      outgoing.writeHead(action.status, action.headers ?? {});
      return void outgoing.end(action.body ?? "");
    }
    const original = await forward(incoming, body, target, agent).catch(() => undefined);
    if (!original || (action?.kind === "reset" && action.after)) return void incoming.socket.destroy();
    await send(incoming, outgoing, action?.kind === "change" ? { ...original, ...action.change(original) } : original, action);
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("error", () => {});
    incoming.on("end", () => respond(incoming, outgoing, Buffer.concat(chunks)).catch(() => incoming.socket.destroy()));
  });
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const open = () => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await open();
  return {
    port,
    get rule() {
      return rule;
    },
    set rule(next) {
      rule = next;
    },
    counts,
    total: () => total,
    tokenRequests: () => [...counts].reduce((sum, [key, count]) => (key.includes("/oauth2/v2.0/token") ? sum + count : sum), 0),
    open,
    drop,
    close: () =>
      new Promise<void>((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        drop();
      }),
  };
}

function describeRequest({ method = "GET", url = "/" }: IncomingMessage, body: Buffer): ProxiedRequest {
  const path = decodeURIComponent(url.split("?")[0]!);
  if (!path.endsWith("/$batch")) return { method, path, url };
  try {
    return { method, path, url, batch: JSON.parse(body.toString()).requests };
  } catch {
    return { method, path, url };
  }
}

function forward({ method, url, headers }: IncomingMessage, body: Buffer, port: number, agent: Agent): Promise<ProxiedResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path: url, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, data: Buffer.concat(chunks) }));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function send(incoming: IncomingMessage, outgoing: ServerResponse, response: ProxiedResponse, action?: FaultAction): Promise<void> {
  const { "transfer-encoding": _chunked, ...headers } = response.headers;
  const cut = action?.kind === "cut" ? action : undefined;
  const data = cut ? response.data.subarray(0, Math.floor(response.data.length * cut.share)) : response.data;
  outgoing.writeHead(response.status, { ...headers, "content-length": cut?.connection ? response.data.length : data.length });
  if (cut?.connection) {
    outgoing.write(data, () => incoming.socket.destroy());
  } else if (action?.kind === "slow") {
    const size = Math.max(1, Math.ceil(data.length / pieces));
    for (let at = 0; at < data.length && !outgoing.destroyed; at += size) {
      outgoing.write(data.subarray(at, at + size));
      await pauseFor(action.ms / pieces);
    }
    outgoing.end();
  } else outgoing.end(data);
}
