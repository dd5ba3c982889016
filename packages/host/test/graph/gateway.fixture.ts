import { createPermissionMap, type Graph, type Logger } from "@casement/core";
import { createFakeClock, type FakeClock } from "@casement/graph-emulator";
// Imported here because the gateway imports it on first use, which takes real time that the fake clock does not know.
import "../../src/graph/graph-client.ts";
import { createGateway, type GatewayOptions, type GraphCaller, type GraphGateway } from "../../src/graph/gateway.ts";

/** One request as Graph would see it, single or part of a batch. `path` is relative to /v1.0 and includes the query. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any;
  readonly bytes: Uint8Array | undefined;
  readonly batched: boolean;
  /** Seconds since the test began. */
  readonly at: number;
}
export interface ScriptedReply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}
/** Undefined: status 200 with an empty object. An Error: fetch rejects with it. "hang": no response until aborted. */
export type ReplyScript = (seen: SeenRequest) => ScriptedReply | Error | "hang" | undefined | Promise<ScriptedReply | undefined>;

export interface ScriptedGateway {
  readonly gateway: GraphGateway;
  readonly graph: Graph;
  readonly clock: FakeClock;
  /** HTTP requests in order. A batch is one request. */
  readonly http: SeenRequest[];
  /** Requests as Graph counts them: single requests and the parts of batches. */
  readonly units: SeenRequest[];
  readonly log: string[];
  readonly tokensAsked: { forceRefresh: boolean }[];
  /** Number of requests that have neither a response nor been aborted. */
  hanging(): number;
  as(call: Partial<GraphCaller>): Graph;
  /** Advances the clock until `promise` settles. Throws if it is still pending after `seconds`. */
  run<T>(promise: Promise<T>, seconds?: number): Promise<T>;
}

export const allScopes =
  "Calendars.ReadWrite Mail.ReadWrite Mail.Send Presence.Read.All Chat.Read ChatMessage.Send Tasks.ReadWrite Group.Read.All".split(" ");
export const graphOrigin = "https://graph.microsoft.com";

/** Lets pending work that waits for no timer finish. */
export const settlePending = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export function createScriptedGateway(script: ReplyScript, options: Partial<GatewayOptions> & { clock?: FakeClock } = {}): ScriptedGateway {
  const clock = options.clock ?? createFakeClock();
  const start = clock.now().getTime();
  const [http, units, log, tokensAsked]: [SeenRequest[], SeenRequest[], string[], { forceRefresh: boolean }[]] = [[], [], [], []];
  const write = (message: string, data?: object) => void log.push(`${message} ${JSON.stringify(data ?? {})}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };

  let hanging = 0;
  const replyTo = async (seen: SeenRequest, signal: AbortSignal | undefined): Promise<ScriptedReply> => {
    if (seen.path !== "/$batch") units.push(seen);
    const reply = await script(seen);
    if (reply instanceof Error) throw reply;
    if (reply === "hang") {
      hanging++;
      return new Promise((_, reject) =>
        signal?.addEventListener("abort", () => {
          hanging--;
          reject(signal.reason);
        }),
      );
    }
    if (reply !== undefined || seen.path !== "/$batch") return reply ?? { body: {} };
    const parts = await Promise.all(
      seen.body.requests.map(async (part: any) => {
        const inner = {
          ...seen,
          method: part.method,
          path: part.url,
          headers: lowerCaseNames(part.headers),
          body: part.body,
          batched: true,
        };
        return { id: part.id, status: 200, ...(await replyTo(inner, signal)) };
      }),
    );
    return { body: { responses: parts.reverse() } };
  };

  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const text = typeof init.body === "string" ? init.body : undefined;
    const seen: SeenRequest = {
      method: init.method ?? "GET",
      url,
      path: url.startsWith(`${graphOrigin}/v1.0`) ? url.slice(`${graphOrigin}/v1.0`.length) : url,
      headers: lowerCaseNames(init.headers as Record<string, string>),
      body: text === undefined ? undefined : JSON.parse(text),
      bytes: init.body instanceof Uint8Array ? new Uint8Array(init.body) : undefined,
      batched: false,
      at: (clock.now().getTime() - start) / 1000,
    };
    http.push(seen);
    const { status = 200, headers = {}, body } = await replyTo(seen, init.signal ?? undefined);
    if (body instanceof ReadableStream) return new Response(body, { status, headers });
    const content = body === undefined || status === 204 ? null : JSON.stringify(body);
    return new Response(content, { status, headers: content === null ? headers : { "content-type": "application/json", ...headers } });
  };

  const gateway = createGateway({
    permissionMap: createPermissionMap(),
    accountKind: "work",
    graphOrigin: graphOrigin,
    fetch,
    lease: { token: "", sure: () => true },
    sharedLimits: { governor: { take: () => "go", pause() {} }, share: () => undefined },
    getToken: async (asked) => {
      tokensAsked.push(asked);
      return { token: `SECRET-${tokensAsked.filter((one) => one.forceRefresh).length}` };
    },
    log: logger,
    random: () => 1,
    ...options,
    clock,
  });
  const as = (call: Partial<GraphCaller>): Graph =>
    gateway.graphFor({
      plugin: "test",
      scopes: { declared: allScopes, inForce: allScopes },
      signal: new AbortController().signal,
      purpose: "read",
      ...call,
    });
  return {
    gateway,
    clock,
    http,
    units,
    log,
    tokensAsked,
    hanging: () => hanging,
    as,
    graph: as({}),
    async run(promise, seconds = 120) {
      let settled = false;
      promise.then(
        () => (settled = true),
        () => (settled = true),
      );
      await settlePending();
      for (let second = 0; second < seconds && !settled; second++) await clock.advance(1000, settlePending);
      if (!settled) throw new Error(`Still pending after ${seconds} s`);
      return promise;
    },
  };
}

const lowerCaseNames = (headers: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

export const createThrottledReply = (retryAfter: string | undefined, status = 429): ScriptedReply => ({
  status,
  ...(retryAfter === undefined ? {} : { headers: { "Retry-After": retryAfter } }),
  body: { error: { code: "TooManyRequests", message: "anna@contoso.com asks too much", innerError: { "request-id": "r-1" } } },
});

/** An abort signal that counts its listeners. */
export function createWatchedSignal(): { signal: AbortSignal; abort(reason: unknown): void; listeners(): number } {
  const controller = new AbortController();
  const { signal } = controller;
  const { addEventListener, removeEventListener } = signal;
  const listeners = new Set<unknown>();
  signal.addEventListener = (...args: any) => {
    listeners.add(args[1]);
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: any) => {
    listeners.delete(args[1]);
    removeEventListener.apply(signal, args);
  };
  return { signal, abort: (reason) => controller.abort(reason), listeners: () => listeners.size };
}
