import type { RequestTarget } from "./request-target.ts";
import type { Workload } from "./workload.ts";

export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A request to Graph that has passed the fence. */
export interface GraphRequest extends RequestTarget {
  readonly method: HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value. */
  readonly body?: unknown;
  /** The path without ids. Logs, errors and metrics show only this. */
  readonly shape: string;
  readonly workload: Workload;
  readonly plugin: string;
  /** Timeout of one attempt. */
  readonly timeoutMs: number;
  /** Longest time to wait while Graph throttles. If the wait would be longer, the request fails with `graph-throttled`. */
  readonly maxThrottleWaitMs: number;
  /** Sending the request twice has the same effect as sending it once. */
  readonly repeatable: boolean;
  /** May be part of a `$batch`. */
  readonly batchable: boolean;
  readonly signal: AbortSignal;
}

export interface GraphResponse {
  readonly kind: "response";
  readonly status: number;
  /** Names are lowercase. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text if it is not JSON. Undefined if empty. */
  readonly body: any;
  /** The token that was used, for `AccessTokens.renew`. */
  readonly tokenGeneration: number;
  /** Whether the token's expiry time had passed when it was used. */
  readonly tokenExpired: boolean;
  readonly jitter: number;
}

/** No response. `not-sent`: no connection was made, so the request cannot have taken effect. */
export interface RequestFailure {
  readonly kind: "failure";
  readonly why: "timeout" | "network" | "not-sent";
  readonly cause?: unknown;
  /** From 0 to 1, for the retry's backoff. Drawn once per HTTP request, so that the parts of a failed batch are retried together. */
  readonly jitter: number;
}

export type RequestOutcome = GraphResponse | RequestFailure;
