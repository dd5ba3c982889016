import { CasementError, type Clock, type Logger } from "@casement/core";
import type { AccessTokens } from "./access-tokens.ts";
import type { ClientRequest, FetchFunction } from "./graph-client.ts";
import { networkCodeOf } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest, GraphResponse, RequestFailure, RequestOutcome } from "./graph-request.ts";
import { timedOut, withTimeout } from "./with-timeout.ts";

/** Makes one HTTP attempt: adds the token, applies the timeout, parses the response and counts. Does not retry. */
export interface RequestSender {
  /** Resolves with the whole response. Rejects only if the caller aborts or there is no token. */
  send(request: GraphRequest): Promise<RequestOutcome>;
  /**
   * Resolves with the response before its body is read, for streams. With `url`, sends to another address, without the token. The timeout
   * covers the headers only.
   */
  openResponse(
    request: GraphRequest,
    options?: { readonly url?: string; readonly bytes?: Buffer },
  ): Promise<OpenedResponse | RequestFailure>;
  /** Reads the body of an opened response, with a timeout of its own. */
  readResponse(request: GraphRequest, opened: OpenedResponse): Promise<RequestOutcome>;
}

export interface OpenedResponse {
  readonly kind: "opened";
  readonly response: Response;
  readonly tokenGeneration: number;
  readonly tokenExpired: boolean;
  readonly jitter: number;
}

export interface RequestSenderOptions {
  /** `https://graph.microsoft.com`, or a national cloud's. */
  readonly origin: string;
  readonly fetch: FetchFunction;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: GraphMetrics;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
}

const tokenTimeoutMs = 60_000;

export function createRequestSender({ origin, fetch, tokens, clock, log, metrics, random }: RequestSenderOptions): RequestSender {
  let importing: Promise<(call: ClientRequest) => Promise<Response>> | undefined;
  /** Imports Microsoft's client on first use, so that a starting hub can show stored values sooner. */
  const loadClient = () => {
    importing ??= import("./graph-client.ts").then(({ createGraphClient }) => createGraphClient(origin, fetch));
    return importing;
  };

  const urlOf = (request: GraphRequest) => `${origin}/v1.0${request.path}${request.query}`;

  const sendHeaders = async (
    request: GraphRequest,
    body: string | Buffer | undefined,
    url: string,
    token: { token: string | undefined; generation: number; expired: boolean },
    signal: AbortSignal,
  ): Promise<OpenedResponse> => {
    const headers: Record<string, string> = { ...request.headers };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    metrics.add(request.plugin, request.shape, { requests: 1, bytesOut: body === undefined ? 0 : Buffer.byteLength(body) });
    const send = await loadClient();
    const response = await send({ method: request.method, url, headers, body, token: token.token, signal });
    return { kind: "opened", response, tokenGeneration: token.generation, tokenExpired: token.expired, jitter: random() };
  };

  const acquireToken = async (request: GraphRequest) => {
    const found = await withTimeout(clock, tokenTimeoutMs, request.signal, () => tokens.current());
    if (found === timedOut)
      throw new CasementError("graph-unreachable", "Microsoft's sign-in service did not respond in time. Casement retries automatically.");
    return { token: found.token, generation: found.generation, expired: found.expiresOn !== undefined && found.expiresOn <= clock.now() };
  };

  const attempt = async <T>(request: GraphRequest, run: (signal: AbortSignal) => Promise<T>): Promise<T | RequestFailure> => {
    const started = clock.now().getTime();
    const line = { plugin: request.plugin, method: request.method, path: request.shape };
    try {
      const result = await withTimeout(clock, request.timeoutMs, request.signal, run);
      if (result !== timedOut) return result;
      log.debug("Graph did not respond in time.", { ...line, ms: clock.now().getTime() - started });
      return { kind: "failure", why: "timeout", jitter: random() };
    } catch (cause) {
      if (request.signal.aborted) throw request.signal.reason;
      const failure = { kind: "failure", why: neverConnected(cause) ? "not-sent" : "network", cause, jitter: random() } as const;
      log.debug("Could not reach Graph.", { ...line, why: failure.why, network: networkCodeOf(cause) });
      return failure;
    }
  };

  const parseResponse = async (
    request: GraphRequest,
    { response, tokenGeneration, tokenExpired, jitter }: OpenedResponse,
  ): Promise<GraphResponse> => {
    const text = await response.text();
    metrics.add(request.plugin, request.shape, { bytesIn: Buffer.byteLength(text) });
    const headers = Object.fromEntries(response.headers);
    log.debug("Graph responded.", {
      plugin: request.plugin,
      method: request.method,
      path: request.shape,
      status: response.status,
      requestId: headers["request-id"],
    });
    return { kind: "response", status: response.status, headers, body: parseBody(text, response), tokenGeneration, tokenExpired, jitter };
  };

  return {
    async openResponse(request, options = {}) {
      const token = options.url === undefined ? await acquireToken(request) : { token: undefined, generation: 0, expired: false };
      const body = options.bytes ?? jsonBodyOf(request);
      return attempt(request, (signal) => sendHeaders(request, body, options.url ?? urlOf(request), token, signal));
    },
    readResponse: (request, opened) => attempt(request, () => parseResponse(request, opened)),
    async send(request) {
      const token = await acquireToken(request);
      const body = jsonBodyOf(request);
      return attempt(request, async (signal) => parseResponse(request, await sendHeaders(request, body, urlOf(request), token, signal)));
    },
  };
}

/** Called before the attempt, so that a body that cannot be serialized is the caller's error. */
const jsonBodyOf = (request: GraphRequest): string | undefined => (request.body === undefined ? undefined : JSON.stringify(request.body));

/** Parses JSON and returns other text as it is. Throws on invalid JSON in a success response, which was truncated. */
function parseBody(text: string, response: Response): unknown {
  if (text === "") return undefined;
  const isJson = /json/i.test(response.headers.get("content-type") ?? "");
  if (!isJson && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isJson && response.ok) throw error;
    return text;
  }
}

const connectErrors = new Set(
  "ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ENETDOWN EADDRNOTAVAIL UND_ERR_CONNECT_TIMEOUT".split(" "),
);
/** Whether the request failed before a byte was sent. In doubt, it counts as sent. */
const neverConnected = (cause: unknown): boolean => connectErrors.has(networkCodeOf(cause) ?? "");
