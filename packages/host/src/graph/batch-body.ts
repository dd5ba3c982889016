import type { Answer, Failure, GraphRequest, Outcome } from "./exchange.ts";

/** Graph's limit for one `$batch`. */
export const maxParts: number = 20;

/** The `$batch` that asks all of `requests` at once. */
export function batchRequest(requests: readonly GraphRequest[], signal: AbortSignal): GraphRequest {
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
    timeout: Math.min(...requests.map((request) => request.timeout)),
    patience: 0,
    repeatable: true,
    batchable: false,
    signal,
  };
}

/** Graph refused the batch as such, perhaps for one of its parts. A throttled or unauthorized one is no part's fault. */
export function wasRefused(outcome: Outcome): boolean {
  return outcome.kind === "answer" && !partsOf(outcome) && ![401, 403, 429, 503].includes(outcome.status);
}

/** What each part got, in the order sent; when the batch as a whole got nothing, every part got what the batch got. */
export function partAnswers(count: number, outcome: Outcome): readonly Outcome[] {
  if (wasRefused(outcome)) return Array<Failure>(count).fill({ kind: "failure", why: "network", luck: outcome.luck });
  const parts = outcome.kind === "answer" ? partsOf(outcome) : undefined;
  if (!parts) return Array<Outcome>(count).fill(outcome);
  const byId = new Map(parts.map((response) => [String(response.id), response]));
  return Array.from({ length: count }, (_, index): Outcome => {
    const part = byId.get(String(index + 1));
    if (outcome.kind === "failure" || typeof part?.status !== "number") return { kind: "failure", why: "network", luck: outcome.luck };
    const headers = Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return { ...outcome, status: part.status, headers: Object.fromEntries(headers), body: part.body ?? undefined };
  });
}

interface PartAnswer {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly headers?: Record<string, unknown>;
  readonly body?: unknown;
}
const partsOf = (outcome: Answer): readonly PartAnswer[] | undefined =>
  outcome.status === 200 && Array.isArray(outcome.body?.responses) ? outcome.body.responses : undefined;
