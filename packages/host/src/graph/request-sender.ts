import { CasementError, type Clock, type Logger } from "@casement/core";
import { createEventLoopQueue } from "../async/event-loop-queue.ts";
import { timedOut, withTimeout } from "../async/with-timeout.ts";
import type { AccountLease } from "../ports/index.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { certificateProblems } from "./certificate-problems.ts";
import type { ClientRequest, FetchFunction } from "./graph-client.ts";
import { ForeignResponseError, networkCodeOf } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest, GraphResponse, RequestFailure, RequestOutcome } from "./graph-request.ts";
import { isNestedDeeperThan } from "./json-depth.ts";
import { checkLease } from "./lease-check.ts";

/** Makes one HTTP attempt: adds the token, applies the timeout, parses the response and counts. Does not retry. */
export interface RequestSender {
  /** Resolves with the whole response. Rejects only if the caller aborts, there is no token, or a change would need a lease that may have ended. */
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
  readonly lease: AccountLease;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: GraphMetrics;
  /** Called with the Date header of each response. */
  readonly onDate: (date: string | null) => void;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
}

const tokenTimeoutMs = 60_000;
/** Of all accounts of the process: each answer takes milliseconds of its one thread, and the answers to many accounts arrive together. */
const waitForTurn = createEventLoopQueue(1);

export function createRequestSender(options: RequestSenderOptions): RequestSender {
  const { origin, fetch, lease, tokens, clock, log, metrics, onDate, random } = options;
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
    onDate(response.headers.get("date"));
    return { kind: "opened", response, tokenGeneration: token.generation, tokenExpired: token.expired, jitter: random() };
  };

  const acquireToken = async (request: GraphRequest) => {
    const late = () =>
      new CasementError("graph-unreachable", "Microsoft's sign-in service did not respond in time. Casement retries automatically.");
    const found = await withTimeout(clock, tokenTimeoutMs, request.signal, tokens.current(), late);
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
    await waitForTurn();
    if (response.ok) checkText(text, response, request);
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
      checkLease(lease, request);
      return attempt(request, (signal) => sendHeaders(request, body, options.url ?? urlOf(request), token, signal));
    },
    readResponse: (request, opened) => attempt(request, () => parseResponse(request, opened)),
    async send(request) {
      const token = await acquireToken(request);
      const body = jsonBodyOf(request);
      checkLease(lease, request);
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
    return parseWellFormed(text);
  } catch (error) {
    if (isJson && response.ok) throw error;
    return text;
  }
}

/**
 * Parses JSON, with every string as valid Unicode. JSON can carry half of a surrogate pair (`\ud83d`), which most readers of JSON reject, so
 * one such character in a message would make every answer with it unreadable.
 */
function parseWellFormed(text: string): unknown {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value) => (typeof value === "string" ? value.replaceAll(/\p{Surrogate}/gu, "\ufffd") : value));
}

/**
 * Checks that a success response can be one of Graph. Proxies and networks that ask for a sign-in answer with a page of their own.
 * Content, such as that of a message, can be any text.
 */
function checkText(text: string, response: Response, { path }: GraphRequest): void {
  const isPage = /html/i.test(response.headers.get("content-type") ?? "") && !/\/(?:\$value|content)$/i.test(path);
  if (isPage || isNestedDeeperThan(maxJsonDepth, text)) throw new ForeignResponseError("Not a response of Graph.");
}

/** Graph's deepest responses have about ten levels. */
const maxJsonDepth = 100;

const connectErrors = new Set([
  ...certificateProblems.keys(),
  ..."ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ENETDOWN EADDRNOTAVAIL UND_ERR_CONNECT_TIMEOUT".split(" "),
]);
/** Whether the request failed before a byte was sent. In doubt, it counts as sent. */
const neverConnected = (cause: unknown): boolean => connectErrors.has(networkCodeOf(cause) ?? "");
