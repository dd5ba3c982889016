import { CasementError, type Clock, type Logger } from "@casement/core";
import type { AccessTokens } from "./access-tokens.ts";
import type { ClientRequest, FetchFunction } from "./graph-client.ts";
import { networkCodeOf } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest, GraphResponse, RequestFailure, RequestOutcome } from "./graph-request.ts";
import { timedOut, timeLimit } from "./time-limit.ts";

/** One attempt over HTTP: token, time limit, parsing, counting. No retry. */
export interface RequestSender {
  /** The whole answer. Rejects only when the caller aborts or there is no token. */
  send(request: GraphRequest): Promise<RequestOutcome>;
  /** The answer before its body, for streams and for addresses elsewhere, which never see the token. The time limit ends with the headers. */
  openResponse(
    request: GraphRequest,
    options?: { readonly url?: string; readonly bytes?: Buffer },
  ): Promise<OpenedResponse | RequestFailure>;
  /** The body of what was opened, under a time limit of its own. */
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
  /** `https://graph.microsoft.com`, or another cloud's. */
  readonly origin: string;
  readonly fetch: FetchFunction;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: GraphMetrics;
  /** Between 0 and 1. */
  readonly random: () => number;
}

const tokenTimeoutMs = 60_000;

export function createRequestSender({ origin, fetch, tokens, clock, log, metrics, random }: RequestSenderOptions): RequestSender {
  let importing: Promise<(call: ClientRequest) => Promise<Response>> | undefined;
  /** Microsoft's client is loaded when there is something to ask: a hub that starts shows what it has before that. */
  const loadClient = () => {
    importing ??= import("./graph-client.ts").then(({ createGraphClient }) => createGraphClient(origin, fetch));
    return importing;
  };

  const urlOf = (request: GraphRequest) => `${origin}/v1.0${request.path}${request.query}`;

  const sendHeaders = async (
    request: GraphRequest,
    body: string | Buffer | undefined,
    url: string,
    token: { token: string | undefined; number: number; expired: boolean },
    signal: AbortSignal,
  ): Promise<OpenedResponse> => {
    const headers: Record<string, string> = { ...request.headers };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    metrics.add(request.plugin, request.shape, { requests: 1, bytesOut: body === undefined ? 0 : Buffer.byteLength(body) });
    const send = await loadClient();
    const response = await send({ method: request.method, url, headers, body, token: token.token, signal });
    return { kind: "opened", response, tokenGeneration: token.number, tokenExpired: token.expired, jitter: random() };
  };

  const acquireToken = async (request: GraphRequest) => {
    const found = await timeLimit(clock, tokenTimeoutMs, request.signal, () => tokens.current());
    if (found === timedOut)
      throw new CasementError("graph-unreachable", "Microsoft's sign-in service did not answer in time. It is tried again by itself.");
    return { token: found.token, number: found.number, expired: found.expiresOn !== undefined && found.expiresOn <= clock.now() };
  };

  const attempt = async <T>(request: GraphRequest, work: (signal: AbortSignal) => Promise<T>): Promise<T | RequestFailure> => {
    const started = clock.now().getTime();
    const line = { plugin: request.plugin, method: request.method, path: request.shape };
    try {
      const result = await timeLimit(clock, request.timeoutMs, request.signal, work);
      if (result !== timedOut) return result;
      log.debug("Graph did not answer in time.", { ...line, ms: clock.now().getTime() - started });
      return { kind: "failure", why: "timeout", jitter: random() };
    } catch (cause) {
      if (request.signal.aborted) throw request.signal.reason;
      const failure = { kind: "failure", why: neverConnected(cause) ? "not-sent" : "network", cause, jitter: random() } as const;
      log.debug("Graph was not reached.", { ...line, why: failure.why, network: networkCodeOf(cause) });
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
    log.debug("Graph answered.", {
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
      const token = options.url === undefined ? await acquireToken(request) : { token: undefined, number: 0, expired: false };
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

/** Outside the attempt: a body that cannot be written was not sent. */
const jsonBodyOf = (request: GraphRequest): string | undefined => (request.body === undefined ? undefined : JSON.stringify(request.body));

/** JSON as a value, other text as it is. Damaged JSON in a success throws: the answer was cut short. */
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
/** Fails before a byte of the request could leave. Anything doubtful counts as sent. */
const neverConnected = (cause: unknown): boolean => connectErrors.has(networkCodeOf(cause) ?? "");
