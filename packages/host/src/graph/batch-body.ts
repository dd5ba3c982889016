import type { GraphRequest, GraphResponse, RequestFailure, RequestOutcome } from "./graph-request.ts";

/** Graph's limit for one `$batch`. */
export const maxBatchParts: number = 20;

export const batchPath = "/$batch";

/** Combines the requests into one `$batch` request. */
export function createBatchRequest(requests: readonly GraphRequest[], signal: AbortSignal): GraphRequest {
  return {
    method: "POST",
    path: batchPath,
    query: "",
    headers: { Accept: "application/json" },
    body: {
      requests: requests.map(({ method, path, query, headers, body }, index) => ({
        id: String(index + 1),
        method,
        url: path + query,
        headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body }),
      })),
    },
    shape: batchPath,
    workload: "other",
    plugin: "-",
    timeoutMs: Math.min(...requests.map((request) => request.timeoutMs)),
    maxThrottleWaitMs: 0,
    repeatable: true,
    batchable: false,
    signal,
  };
}

/** Whether Graph refused the batch as a whole, possibly because of one part. Throttling and authorization failures do not count. */
export function wasBatchRefused(outcome: RequestOutcome): boolean {
  return outcome.kind === "response" && !partsOf(outcome) && ![401, 403, 429, 503].includes(outcome.status);
}

/** The outcome of each part, in the order of the requests. If the batch as a whole failed, each part gets the batch's outcome. */
export function outcomesOfParts(count: number, outcome: RequestOutcome): readonly RequestOutcome[] {
  if (wasBatchRefused(outcome)) return Array<RequestFailure>(count).fill({ kind: "failure", why: "network", jitter: outcome.jitter });
  const parts = outcome.kind === "response" ? partsOf(outcome) : undefined;
  if (!parts) return Array<RequestOutcome>(count).fill(outcome);
  const byId = new Map(parts.map((response) => [String(response.id), response]));
  return Array.from({ length: count }, (_, index): RequestOutcome => {
    const response = byId.get(String(index + 1));
    if (outcome.kind === "failure" || typeof response?.status !== "number")
      return { kind: "failure", why: "network", jitter: outcome.jitter };
    const headers = Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return { ...outcome, status: response.status, headers: Object.fromEntries(headers), body: response.body ?? undefined };
  });
}

interface PartResponse {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly headers?: Record<string, unknown>;
  readonly body?: unknown;
}
const partsOf = (outcome: GraphResponse): readonly PartResponse[] | undefined =>
  outcome.status === 200 && Array.isArray(outcome.body?.responses) ? outcome.body.responses : undefined;
