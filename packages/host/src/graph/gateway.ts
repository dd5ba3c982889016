import { CasementError, type Clock, type Graph, type Logger } from "@casement/core";
import { createAccessTokens, type GetToken } from "./access-tokens.ts";
import { createBatchSender } from "./batch.ts";
import { createGraph } from "./create-graph.ts";
import { type FenceScopes, passFence } from "./fence.ts";
import type { FetchFunction } from "./graph-client.ts";
import { createGraphMetrics, type GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest, RequestOutcome } from "./graph-request.ts";
import { buildRequestHeaders } from "./request-headers.ts";
import type { RequestPipeline } from "./request-pipeline.ts";
import { createRequestSender } from "./request-sender.ts";
import { parseTarget } from "./request-target.ts";
import { requestedPauseMs, sendWithRetry } from "./retry.ts";
import { createSemaphore } from "./semaphore.ts";
import { createSleep } from "./sleep.ts";
import { createThrottle } from "./throttle.ts";
import { linkSignals } from "./time-limit.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Graph lets a program ask one mailbox four things at a time (limits.md §6.1). */
const maxConcurrentRequests = 4;

/** Milliseconds. */
const limits = {
  read: { timeoutMs: 30_000, maxThrottleWaitMs: 15_000 },
  service: { timeoutMs: 60_000, maxThrottleWaitMs: 10_000 },
} as const;

export interface GatewayOptions {
  readonly kind: "work" | "personal";
  /** `https://graph.microsoft.com`, or another cloud's. */
  readonly graphOrigin: string;
  readonly fetch: FetchFunction;
  readonly getToken: GetToken;
  readonly clock: Clock;
  /** Told about pauses; every exchange at `debug`. Never an id, an address or a content. */
  readonly log: Logger;
  /** Between 0 and 1, for the jitter of retries. */
  readonly random?: () => number;
  /** Ends the turn in which reads are gathered into a batch. */
  readonly defer?: (flush: () => void) => void;
}

/** On whose behalf a `Graph` works. */
export interface GraphCaller {
  readonly plugin: string;
  readonly scopes: FenceScopes;
  readonly signal: AbortSignal;
  /** A service is waited for longer than a read, which comes round again. */
  readonly purpose: "read" | "service";
  /** Of the service: only with one of these is a change sent again after an unclear answer. */
  readonly effect?: "read" | "idempotent" | undefined;
}

/** The one way of an account to Microsoft Graph. */
export interface GraphGateway {
  graphFor(call: GraphCaller): Graph;
  /** Services that Graph wants left alone, and until when. */
  throttledUntil(): Partial<Record<Workload, Date>>;
  metrics(): ReturnType<GraphMetrics["snapshot"]>;
  /** Aborts what is under way; later calls are refused with `stopped`. */
  close(): void;
}

export function createGateway(options: GatewayOptions): GraphGateway {
  const { kind, graphOrigin: origin, clock, log, random = Math.random } = options;
  const metrics = createGraphMetrics();
  const tokens = createAccessTokens(options.getToken);
  const sender = createRequestSender({ origin, fetch: options.fetch, tokens, clock, log, metrics, random });
  const sleep = createSleep(clock);
  const throttle = createThrottle({ clock, log, sleep });
  const semaphore = createSemaphore(maxConcurrentRequests);
  const sendAlone = async (request: GraphRequest): Promise<RequestOutcome> => {
    let release = await semaphore.acquire(request.signal);
    // Graph may have asked for a pause while this one queued.
    while (throttle.isPaused(request.workload)) {
      release();
      await throttle.wait(request);
      release = await semaphore.acquire(request.signal);
    }
    try {
      const outcome = await sender.send(request);
      throttle.pause(request.workload, requestedPauseMs(outcome, clock.now()) ?? 0);
      return outcome;
    } finally {
      release();
    }
  };
  const batchSender = createBatchSender({ sender, semaphore, clock, sendAlone, ...(options.defer ? { defer: options.defer } : {}) });
  const closed = new AbortController();

  const pipelineFor = (call: GraphCaller): RequestPipeline => ({
    createRequest(method, address, { query, headers } = {}, more = {}) {
      const target = parseTarget(address, origin, query);
      return {
        ...target,
        ...limits[call.purpose],
        method,
        shape: passFence(method, target.path, call.plugin, call.scopes, kind),
        headers: buildRequestHeaders(target.path, headers),
        workload: workloadOf(target.path),
        plugin: call.plugin,
        repeatable: method === "GET" || call.effect !== undefined,
        batchable: method === "GET",
        signal: call.signal,
        ...more,
      };
    },
    async execute(request, attempt = request.batchable ? batchSender.send : sendAlone) {
      const { signal, unlink } = linkSignals(request.signal, closed.signal);
      try {
        if (signal.aborted) throw signal.reason;
        return await sendWithRetry({ ...request, signal }, { throttle, tokens, clock, sleep, metrics }, attempt);
      } finally {
        unlink();
      }
    },
    countItems: (request, items) => metrics.add(request.plugin, request.shape, { items }),
  });

  return {
    graphFor: (call) => createGraph(pipelineFor(call), { sender, semaphore, clock, metrics, closed: closed.signal }),
    throttledUntil: throttle.pausedUntil,
    metrics: metrics.snapshot,
    close: () => closed.abort(new CasementError("stopped", "The account's way to Microsoft Graph was closed: the hub is stopping.")),
  };
}
