import type { Clock } from "@casement/core";
import { batchRequest, maxParts, partAnswers, wasRefused } from "./batch-body.ts";
import type { GraphRequest, Outcome } from "./exchange.ts";
import type { RequestSender } from "./request-sender.ts";
import type { Slots } from "./slots.ts";

/** A batch that took longer has a slow part somewhere: its reads then travel alone once, and the slow one stays alone for a while. */
const slowBatch = 5_000;
const aloneFor = 600_000;

/** Graph runs four such parts of a batch at a time, and each counts for the mailbox's limit as a request of its own. */
const ofMailbox = ({ workload }: GraphRequest): boolean => workload === "outlook" || workload === "todo";

export interface Batcher {
  /** One attempt. Reads of the same turn share a `$batch`; one is in flight at a time, what comes meanwhile shares the next. */
  send(request: GraphRequest): Promise<Outcome>;
}

interface Part {
  readonly request: GraphRequest;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

export interface BatcherOptions {
  readonly sender: RequestSender;
  readonly slots: Slots;
  readonly sendAlone: (request: GraphRequest) => Promise<Outcome>;
  readonly clock: Clock;
  /** Ends the turn in which reads are gathered. */
  readonly defer?: (flush: () => void) => void;
}

export function createBatcher({ sender, slots, clock, sendAlone, defer = setImmediate }: BatcherOptions): Batcher {
  let waiting: Part[] = [];
  let gathering = false;
  let inFlight = false;
  const alone = new Map<string, number>();
  const keyOf = (request: GraphRequest) => `${request.method} ${request.path}`;
  const now = () => clock.now().getTime();

  const isSuspect = (request: GraphRequest): boolean => {
    const until = alone.get(keyOf(request));
    if (until !== undefined && until <= now()) alone.delete(keyOf(request));
    return alone.has(keyOf(request));
  };
  const suspect = (request: GraphRequest) => alone.set(keyOf(request), now() + aloneFor);

  const sendSolitary = async (request: GraphRequest): Promise<Outcome> => {
    const started = now();
    const outcome = await sendAlone(request);
    if (outcome.kind === "answer" && now() - started < slowBatch) alone.delete(keyOf(request));
    else if (outcome.kind === "failure" && outcome.why === "timeout") suspect(request);
    return outcome;
  };

  const sendBatch = async (parts: readonly Part[]) => {
    const group = new AbortController();
    const leaveIfAllLeft = () => {
      if (parts.every((part) => part.request.signal.aborted)) group.abort();
    };
    for (const part of parts) part.request.signal.addEventListener("abort", leaveIfAllLeft);
    const requests = parts.map((part) => part.request);
    try {
      const release = await slots.take(group.signal, requests.filter(ofMailbox).length);
      const started = now();
      const outcome = await sender.send(batchRequest(requests, group.signal)).finally(release);
      if (wasRefused(outcome) || now() - started > slowBatch) for (const request of requests) suspect(request);
      const answers = partAnswers(requests.length, outcome);
      for (const [index, part] of parts.entries()) part.resolve(answers[index]!);
    } catch (error) {
      for (const part of parts) part.reject(error);
    } finally {
      for (const part of parts) part.request.signal.removeEventListener("abort", leaveIfAllLeft);
    }
  };

  const flush = () => {
    const [solitary, social] = [waiting.filter((part) => isSuspect(part.request)), waiting.filter((part) => !isSuspect(part.request))];
    waiting = social;
    if (waiting.length > 1 && !inFlight) {
      inFlight = true;
      void sendBatch(waiting.splice(0, maxParts)).finally(() => {
        inFlight = false;
        flush();
      });
    }
    if (waiting.length === 1) solitary.push(...waiting.splice(0));
    for (const part of solitary) sendSolitary(part.request).then(part.resolve, part.reject);
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
        const part: Part = {
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
