import type { Clock } from "@casement/core";
import type { SleepFunction } from "../async/sleep.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { createGraphError, graphUnreachable, outcomeUnknown } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest, GraphResponse, RequestOutcome } from "./graph-request.ts";
import { claimsOf, type GraphVerdicts } from "./graph-verdicts.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { graphThrottled, type Throttle } from "./throttle.ts";

const maxAttempts = 4;
const [firstBackoff, longestBackoff] = [1_000, 30_000];

/**
 * What an outcome means for the request. `stale-token`: retry with a new token. `throttled`: retry after a pause; a change only after 429,
 * which says that Graph did not act. 503 with `Retry-After` does not say so.
 * `retry`: a retry is safe and may succeed. `unknown`: the change may have taken effect. `refused`: do not retry.
 */
export type OutcomeClass = "succeeded" | "stale-token" | "throttled" | "retry" | "unknown" | "refused";

export function classifyOutcome(request: Pick<GraphRequest, "repeatable" | "workload">, outcome: RequestOutcome): OutcomeClass {
  if (outcome.kind === "failure") return request.repeatable || outcome.why === "not-sent" ? "retry" : "unknown";
  const { status, headers } = outcome;
  if (status >= 200 && status < 300) return "succeeded";
  if (status === 401 || (status === 403 && isStaleToken(request, outcome))) return "stale-token";
  if (status === 429) return "throttled";
  if (!request.repeatable) return status < 400 || status === 408 || status >= 500 ? "unknown" : "refused";
  if (status === 503 && headers["retry-after"] !== undefined) return "throttled";
  return status === 408 || status === 502 || status === 503 || status === 504 ? "retry" : "refused";
}

/** For an expired token, Graph's chats return 403 "No authorization information present". */
function isStaleToken(request: Pick<GraphRequest, "workload">, response: GraphResponse): boolean {
  return (
    request.workload === "chat" && (response.tokenExpired || /no authorization information/i.test(String(response.body?.error?.message)))
  );
}

/** The pause that Graph requests in a response. */
export function requestedPauseMs(outcome: RequestOutcome, now: Date): number | undefined {
  if (outcome.kind === "failure" || (outcome.status !== 429 && outcome.status !== 503)) return undefined;
  const seconds = parseRetryAfter(outcome.headers["retry-after"], now);
  return seconds === undefined ? undefined : seconds * 1000;
}

export interface RetryOptions {
  readonly throttle: Throttle;
  readonly tokens: AccessTokens;
  readonly verdicts?: GraphVerdicts;
  readonly clock: Clock;
  readonly sleep: SleepFunction;
  readonly metrics: GraphMetrics;
}

const backoffMs = (attempts: number, jitter: number): number =>
  Math.min(longestBackoff, firstBackoff * 2 ** (attempts - 1)) * (0.5 + jitter / 2);

/** Sends a request and retries it where that is safe. Resolves with a successful response. @throws CasementError that says what to do */
export async function sendWithRetry(
  request: GraphRequest,
  { throttle, tokens, verdicts, clock, sleep, metrics }: RetryOptions,
  attempt: (request: GraphRequest) => Promise<RequestOutcome>,
): Promise<GraphResponse> {
  let renewed = false;
  let mayHaveTakenEffect = false;
  for (let attempts = 1; ; attempts++) {
    const waited = await throttle.wait(request);
    metrics.add(request.plugin, request.shape, { units: 1, retries: attempts > 1 ? 1 : 0, throttledSeconds: waited });
    const outcome = await attempt(request);
    const outcomeClass = classifyOutcome(request, outcome);
    const response = outcome.kind === "response" ? outcome : undefined;
    if (outcomeClass === "succeeded") {
      verdicts?.accept();
      return response!;
    }
    if (outcomeClass === "unknown") throw outcomeUnknown(request, response?.status);
    if (outcomeClass === "stale-token" && !renewed) {
      renewed = true;
      await tokens.renew(response!.tokenGeneration, claimsOf(response!));
    } else if (outcomeClass === "throttled") {
      const pause = requestedPauseMs(outcome, clock.now()) ?? backoffMs(attempts, outcome.jitter);
      throttle.pause(request.workload, pause);
      if (attempts >= maxAttempts) throw graphThrottled(request, new Date(clock.now().getTime() + pause));
    } else if (outcomeClass === "retry" && attempts < maxAttempts) {
      mayHaveTakenEffect ||= outcome.kind === "response" || outcome.why !== "not-sent";
      await sleep(backoffMs(attempts, outcome.jitter), request.signal);
    } else if (outcome.kind === "failure") {
      throw graphUnreachable(request, outcome);
    } else if (mayHaveTakenEffect && request.method === "DELETE" && outcome.status === 404) {
      return { ...outcome, status: 204, body: undefined };
    } else {
      if (outcome.status === 401) verdicts?.refuse(outcome.tokenGeneration, claimsOf(outcome) !== undefined);
      throw createGraphError(request, outcome);
    }
  }
}
