import type { CallerIdentity } from "./authenticate-request.ts";

/** One request to Graph, or one part of a batch. */
export interface IncomingRequest {
  method: string;
  /** Absolute URL with the host that the client used. */
  url: URL;
  headers: Headers;
  bytes: Uint8Array;
  /** Part of a batch: counts as a unit, not as an HTTP request. */
  isBatchPart?: boolean;
  /** Aborted when the client aborts the request. */
  signal: AbortSignal;
  /** Internal request on behalf of this caller. Counters, faults, and limits do not apply, and refusals are thrown. */
  internalFor?: CallerIdentity;
}
