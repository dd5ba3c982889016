import { CasementError, type Clock, type Graph, type Logger, type PermissionMap } from "@casement/core";
import { createAccessTokens, type GetToken } from "./access-tokens.ts";
import { createBatchSender } from "./batch-sender.ts";
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
import { linkSignals } from "./with-timeout.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Graph's limit of concurrent requests per app and mailbox: https://learn.microsoft.com/graph/throttling-limits */
const maxConcurrentRequests = 4;

const limits = {
  read: { timeoutMs: 30_000, maxThrottleWaitMs: 15_000 },
  service: { timeoutMs: 60_000, maxThrottleWaitMs: 10_000 },
} as const;

export interface GatewayOptions {
  readonly accountKind: "work" | "personal";
  /** `https://graph.microsoft.com`, or a national cloud's. */
  readonly graphOrigin: string;
  /** Which permissions each request needs. */
  readonly permissionMap: PermissionMap;
  readonly fetch: FetchFunction;
  readonly getToken: GetToken;
  readonly clock: Clock;
  /** Logs throttling, and every request at level `debug`. Never logs ids, addresses or content. */
  readonly log: Logger;
  /** Returns a number from 0 to 1 for the jitter of retries. Default: `Math.random`. */
  readonly random?: () => number;
  /** Schedules the flush that ends the turn in which reads are collected into a batch. Default: `setImmediate`. */
  readonly defer?: (flush: () => void) => void;
}

/** For whom and for what a `Graph` sends requests. */
export interface GraphCaller {
  readonly plugin: string;
  readonly scopes: FenceScopes;
  readonly signal: AbortSignal;
  /** Services get longer timeouts than reads, which are repeated on schedule. */
  readonly purpose: "read" | "service";
  /** Whether a change whose outcome is unknown may be sent again. Default: false. */
  readonly repeatable?: boolean;
}

/** Sends all requests of one account to Microsoft Graph. */
export interface GraphGateway {
  graphFor(caller: GraphCaller): Graph;
  /** Throttled workloads, and until when. */
  throttledUntil(): Partial<Record<Workload, Date>>;
  metrics(): ReturnType<GraphMetrics["snapshot"]>;
  /** Aborts running requests. Later requests fail with `stopped`. */
  close(): void;
}

export function createGateway(options: GatewayOptions): GraphGateway {
  const { accountKind, graphOrigin: origin, permissionMap, clock, log, random = Math.random } = options;
  const metrics = createGraphMetrics();
  const tokens = createAccessTokens(options.getToken);
  const sender = createRequestSender({ origin, fetch: options.fetch, tokens, clock, log, metrics, random });
  const sleep = createSleep(clock);
  const throttle = createThrottle({ clock, log, sleep });
  const semaphore = createSemaphore(maxConcurrentRequests);
  const sendAlone = async (request: GraphRequest): Promise<RequestOutcome> => {
    let release = await semaphore.acquire(request.signal);
    // Graph may have started throttling while this request was queued.
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

  const pipelineFor = (caller: GraphCaller): RequestPipeline => ({
    createRequest(method, address, { query, headers } = {}, more = {}) {
      const target = parseTarget(address, origin, query);
      return {
        ...target,
        ...limits[caller.purpose],
        method,
        shape: passFence(permissionMap, method, target.path, caller.plugin, caller.scopes, accountKind),
        headers: buildRequestHeaders(target.path, headers),
        workload: workloadOf(target.path),
        plugin: caller.plugin,
        repeatable: method === "GET" || caller.repeatable === true,
        batchable: method === "GET",
        signal: caller.signal,
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
    graphFor: (caller) => createGraph(pipelineFor(caller), { sender, semaphore, clock, metrics, closed: closed.signal }),
    throttledUntil: throttle.pausedUntil,
    metrics: metrics.snapshot,
    close: () => closed.abort(new CasementError("stopped", "The request to Microsoft Graph was canceled because the hub is stopping.")),
  };
}
