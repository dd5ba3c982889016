import type { RequestTarget } from "./request-target.ts";
import type { Workload } from "./workload.ts";

export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One request on its way through the gateway, past the fence. */
export interface GraphRequest extends RequestTarget {
  readonly method: HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value. */
  readonly body?: unknown;
  /** The path without ids: all that logs, errors and metrics may say. */
  readonly shape: string;
  readonly workload: Workload;
  readonly plugin: string;
  /** Milliseconds for one attempt. */
  readonly timeoutMs: number;
  /** Milliseconds that the caller waits out a pause of Graph rather than being told `graph-throttled`. */
  readonly maxThrottleWaitMs: number;
  /** Doing it twice is the same as doing it once. */
  readonly repeatable: boolean;
  /** May travel in a `$batch`. */
  readonly batchable: boolean;
  readonly signal: AbortSignal;
}

export interface GraphResponse {
  readonly kind: "response";
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, other text as it is, undefined when empty. */
  readonly body: any;
  /** Which token was used, for `AccessTokens.renew`. */
  readonly tokenGeneration: number;
  /** The token had expired by its own date when it was used. */
  readonly tokenExpired: boolean;
  readonly jitter: number;
}

/** No answer. `not-sent`: the connection was never made, so Graph cannot have acted. */
export interface RequestFailure {
  readonly kind: "failure";
  readonly why: "timeout" | "network" | "not-sent";
  readonly cause?: unknown;
  /** Between 0 and 1, for the jitter of a retry; one number per exchange, so that what failed together is tried again together. */
  readonly jitter: number;
}

export type RequestOutcome = GraphResponse | RequestFailure;
