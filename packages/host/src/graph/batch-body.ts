import type { GraphRequest, GraphResponse, RequestFailure, RequestOutcome } from "./graph-request.ts";

/** Graph's limit for one `$batch`. */
export const maxBatchParts: number = 20;

/** The `$batch` that asks all of `requests` at once. */
export function createBatchRequest(requests: readonly GraphRequest[], signal: AbortSignal): GraphRequest {
  return {
    method: "POST",
    path: "/$batch",
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
    shape: "/$batch",
    workload: "other",
    plugin: "-",
    timeoutMs: Math.min(...requests.map((request) => request.timeoutMs)),
    maxThrottleWaitMs: 0,
    repeatable: true,
    batchable: false,
    signal,
  };
}

/** Graph refused the batch as such, perhaps for one of its parts. A throttled or unauthorized one is no part's fault. */
export function wasBatchRefused(outcome: RequestOutcome): boolean {
  return outcome.kind === "response" && !partsOf(outcome) && ![401, 403, 429, 503].includes(outcome.status);
}

/** What each part got, in the order sent; when the batch as a whole got nothing, every part got what the batch got. */
export function outcomesOfParts(count: number, outcome: RequestOutcome): readonly RequestOutcome[] {
  if (wasBatchRefused(outcome)) return Array<RequestFailure>(count).fill({ kind: "failure", why: "network", jitter: outcome.jitter });
  const parts = outcome.kind === "response" ? partsOf(outcome) : undefined;
  if (!parts) return Array<RequestOutcome>(count).fill(outcome);
  const byId = new Map(parts.map((response) => [String(response.id), response]));
  return Array.from({ length: count }, (_, index): RequestOutcome => {
    const part = byId.get(String(index + 1));
    if (outcome.kind === "failure" || typeof part?.status !== "number") return { kind: "failure", why: "network", jitter: outcome.jitter };
    const headers = Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return { ...outcome, status: part.status, headers: Object.fromEntries(headers), body: part.body ?? undefined };
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
