import { setMaxListeners } from "node:events";
import type { Clock } from "@casement/core";
import type { Semaphore } from "../async/semaphore.ts";
import { createBatchRequest, maxBatchParts, outcomesOfParts, wasBatchRefused } from "./batch-body.ts";
import type { GraphRequest, RequestOutcome } from "./graph-request.ts";
import type { RequestSender } from "./request-sender.ts";

/**
 * A batch that takes longer than this contains a slow read. All its reads are then sent on their own once, and the slow ones stay out of
 * batches for `unbatchedForMs`.
 */
const slowAfterMs = 5_000;
const unbatchedForMs = 600_000;

/** Graph runs four such parts of a batch at a time. Each counts as a request of its own toward the mailbox's limit. */
const countsForMailbox = ({ workload }: GraphRequest): boolean => workload === "outlook" || workload === "todo";

export interface BatchSender {
  /** Makes one attempt. Reads of the same event-loop turn share a `$batch`. One batch is in flight at a time; later reads share the next. */
  send(request: GraphRequest): Promise<RequestOutcome>;
}

interface BatchPart {
  readonly request: GraphRequest;
  resolve(outcome: RequestOutcome): void;
  reject(reason: unknown): void;
}

export interface BatchSenderOptions {
  readonly sender: RequestSender;
  readonly semaphore: Semaphore;
  readonly sendAlone: (request: GraphRequest) => Promise<RequestOutcome>;
  readonly clock: Clock;
  /** Schedules the flush that ends the turn in which reads are collected. Default: `setImmediate`. */
  readonly defer?: (flush: () => void) => void;
}

export function createBatchSender({ sender, semaphore, clock, sendAlone, defer = setImmediate }: BatchSenderOptions): BatchSender {
  let waiting: BatchPart[] = [];
  let gathering = false;
  let inFlight = false;
  const slowUntil = new Map<string, number>();
  const keyOf = (request: GraphRequest) => `${request.method} ${request.path}`;
  const now = () => clock.now().getTime();

  const isSlow = (request: GraphRequest): boolean => {
    const until = slowUntil.get(keyOf(request));
    if (until !== undefined && until <= now()) slowUntil.delete(keyOf(request));
    return slowUntil.has(keyOf(request));
  };
  const markSlow = (request: GraphRequest) => slowUntil.set(keyOf(request), now() + unbatchedForMs);

  const sendUnbatched = async (request: GraphRequest): Promise<RequestOutcome> => {
    const started = now();
    const outcome = await sendAlone(request);
    if (outcome.kind === "response" && now() - started < slowAfterMs) slowUntil.delete(keyOf(request));
    else if (outcome.kind === "failure" && outcome.why === "timeout") markSlow(request);
    return outcome;
  };

  const sendBatch = async (parts: readonly BatchPart[]) => {
    const batchAbort = new AbortController();
    const abortIfAllAborted = () => {
      if (parts.every((part) => part.request.signal.aborted)) batchAbort.abort();
    };
    for (const part of parts) part.request.signal.addEventListener("abort", abortIfAllAborted);
    const requests = parts.map((part) => part.request);
    try {
      const release = await semaphore.acquire(batchAbort.signal, requests.filter(countsForMailbox).length);
      const started = now();
      const outcome = await sender.send(createBatchRequest(requests, batchAbort.signal)).finally(release);
      if (wasBatchRefused(outcome) || now() - started > slowAfterMs) for (const request of requests) markSlow(request);
      const outcomes = outcomesOfParts(requests.length, outcome);
      for (const [index, part] of parts.entries()) part.resolve(outcomes[index]!);
    } catch (error) {
      for (const part of parts) part.reject(error);
    } finally {
      for (const part of parts) part.request.signal.removeEventListener("abort", abortIfAllAborted);
    }
  };

  const flush = () => {
    const [unbatched, batchable] = [waiting.filter((part) => isSlow(part.request)), waiting.filter((part) => !isSlow(part.request))];
    waiting = batchable;
    if (waiting.length > 1 && !inFlight) {
      inFlight = true;
      void sendBatch(waiting.splice(0, maxBatchParts)).finally(() => {
        inFlight = false;
        flush();
      });
    }
    if (waiting.length === 1) unbatched.push(...waiting.splice(0));
    for (const part of unbatched) sendUnbatched(part.request).then(part.resolve, part.reject);
  };

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        const { signal } = request;
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => {
          waiting = waiting.filter((other) => other !== part);
          reject(signal.reason);
        };
        const part: BatchPart = {
          request,
          resolve(outcome) {
            signal.removeEventListener("abort", onAbort);
            resolve(outcome);
          },
          reject(reason) {
            signal.removeEventListener("abort", onAbort);
            reject(reason);
          },
        };
        // Many reads of one call have the same signal. By default, Node warns of a leak at more than ten listeners.
        setMaxListeners(0, signal);
        signal.addEventListener("abort", onAbort);
        waiting.push(part);
        if (gathering) return;
        gathering = true;
        defer(() => {
          gathering = false;
          flush();
        });
      }),
  };
}
