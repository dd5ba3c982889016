import type { Clock } from "@casement/core";
import type { AccessTokens } from "./access-tokens.ts";
import type { Answer, GraphRequest, Outcome } from "./exchange.ts";
import { graphError, outcomeUnknown, unreachable } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import { retryAfter } from "./retry-after.ts";
import type { Sleep } from "./sleep.ts";
import { type Throttle, throttled } from "./throttle.ts";

const maxAttempts = 4;
const [firstBackoff, longestBackoff] = [1_000, 30_000];

/**
 * What an outcome means for a request that may, or may not, be repeated.
 * `token`: with a new token it may succeed. `throttled`: Graph did not act and says when to come back. `again`: worth another try.
 * `unclear`: it may have been done. `refused`: Graph's answer is no.
 */
export type Verdict = "done" | "token" | "throttled" | "again" | "unclear" | "refused";

export function judge(request: Pick<GraphRequest, "repeatable" | "workload">, outcome: Outcome): Verdict {
  if (outcome.kind === "failure") return request.repeatable || outcome.why === "not-sent" ? "again" : "unclear";
  const { status, headers } = outcome;
  if (status >= 200 && status < 300) return "done";
  if (status === 401 || (status === 403 && isStaleToken(request, outcome))) return "token";
  if (status === 429 || (status === 503 && headers["retry-after"] !== undefined)) return "throttled";
  if (status === 502 || status === 503 || status === 504) return request.repeatable ? "again" : "unclear";
  return status === 500 && !request.repeatable ? "unclear" : "refused";
}

/** Chats answer an expired token with 403 "No authorization information present" (reference-system.md §2.3). */
function isStaleToken(request: Pick<GraphRequest, "workload">, answer: Answer): boolean {
  return request.workload === "chat" && (answer.tokenExpired || /no authorization information/i.test(String(answer.body?.error?.message)));
}

/** Milliseconds that Graph itself asks to stay away. */
export function askedPause(outcome: Outcome, now: Date): number | undefined {
  if (outcome.kind === "failure" || (outcome.status !== 429 && outcome.status !== 503)) return undefined;
  const seconds = retryAfter(outcome.headers["retry-after"], now);
  return seconds === undefined ? undefined : seconds * 1000;
}

export interface RetryOptions {
  readonly throttle: Throttle;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly metrics: GraphMetrics;
}

const backoff = (tries: number, luck: number): number => Math.min(longestBackoff, firstBackoff * 2 ** (tries - 1)) * (0.5 + luck / 2);

/** Brings a request to a clear end: an answer of success, or an error that says what to do. */
export async function deliver(
  request: GraphRequest,
  { throttle, tokens, clock, sleep, metrics }: RetryOptions,
  attempt: (request: GraphRequest) => Promise<Outcome>,
): Promise<Answer> {
  let renewed = false;
  let mayBeDone = false;
  for (let tries = 1; ; tries++) {
    const waited = await throttle.pass(request);
    metrics.add(request.plugin, request.shape, { units: 1, retries: tries > 1 ? 1 : 0, throttledSeconds: waited });
    const outcome = await attempt(request);
    const verdict = judge(request, outcome);
    const answer = outcome.kind === "answer" ? outcome : undefined;
    if (verdict === "done") return answer!;
    if (verdict === "unclear") throw outcomeUnknown(request, answer?.status);
    if (verdict === "token" && !renewed) {
      renewed = true;
      await tokens.renew(answer!.token);
    } else if (verdict === "throttled") {
      const pause = askedPause(outcome, clock.now()) ?? backoff(tries, outcome.luck);
      throttle.pause(request.workload, pause);
      if (tries >= maxAttempts) throw throttled(request, new Date(clock.now().getTime() + pause));
    } else if (verdict === "again" && tries < maxAttempts) {
      mayBeDone ||= outcome.kind === "answer" || outcome.why !== "not-sent";
      await sleep(backoff(tries, outcome.luck), request.signal);
    } else if (outcome.kind === "failure") {
      throw unreachable(request, outcome);
    } else if (mayBeDone && request.method === "DELETE" && outcome.status === 404) {
      return { ...outcome, status: 204, body: undefined };
    } else {
      throw graphError(request, outcome);
    }
  }
}
