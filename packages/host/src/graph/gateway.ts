import { CasementError, type Clock, type Graph, type Logger, type PermissionMap } from "@casement/core";
import { createSemaphore } from "../async/semaphore.ts";
import { createSleep } from "../async/sleep.ts";
import type { AccountLease } from "../ports/index.ts";
import { createAccessTokens, type GetToken } from "./access-tokens.ts";
import { createBatchSender } from "./batch-sender.ts";
import { createGraph } from "./create-graph.ts";
import { createDeltaRounds } from "./delta-rounds.ts";
import { type FenceScopes, passFence } from "./fence.ts";
import { fencePathOf } from "./fence-path.ts";
import type { FetchFunction } from "./graph-client.ts";
import { createGraphClock, type GraphClock } from "./graph-clock.ts";
import { createGraphMetrics, type GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest, RequestOutcome } from "./graph-request.ts";
import { createGraphVerdicts, type GraphVerdict } from "./graph-verdicts.ts";
import { pathShapeOf } from "./path-shape.ts";
import { passQueryFence } from "./query-fence.ts";
import { rememberAddress } from "./refused-address.ts";
import { buildRequestHeaders } from "./request-headers.ts";
import type { RequestPipeline } from "./request-pipeline.ts";
import { createRequestSender } from "./request-sender.ts";
import { parseTarget } from "./request-target.ts";
import { requestedPauseMs, sendWithRetry } from "./retry.ts";
import { createSharedThrottle, type KeptShares, type SharedLimits } from "./shared-limits.ts";
import { createThrottle, type Throttle } from "./throttle.ts";
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
  /** Of the account. Asked before every request that changes something. */
  readonly lease: AccountLease;
  readonly sharedLimits: SharedLimits;
  /** Called for each request that Graph accepted, and for each new token that it refused. */
  readonly onVerdict?: (verdict: GraphVerdict) => void;
  /** Where the costs are counted with those of other accounts. */
  readonly allMetrics?: Pick<GraphMetrics, "add">;
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
  /** For the host's own requests whose permission depends on their content: subscriptions. */
  readonly unfenced?: true;
}

/** Sends all requests of one account to Microsoft Graph. */
export interface GraphGateway {
  graphFor(caller: GraphCaller): Graph;
  /** Throttled workloads, and until when. */
  throttledUntil(): Partial<Record<Workload, Date>>;
  readonly graphClock: Pick<GraphClock, "now" | "error">;
  metrics(): ReturnType<GraphMetrics["snapshot"]>;
  /** Later requests fail with `stopped`. Those that run end with the signals of their callers: one more signal for each would be dear. */
  close(): void;
}

export function createGateway(options: GatewayOptions): GraphGateway {
  const { accountKind, graphOrigin: origin, permissionMap, clock, log, random = Math.random } = options;
  const metrics = createGraphMetrics(() => clock.now().getTime(), options.allMetrics);
  const tokens = createAccessTokens(options.getToken, () => clock.now().getTime());
  const verdicts = createGraphVerdicts(options.onVerdict ?? (() => {}));
  const graphClock = createGraphClock(clock, log);
  const { fetch, lease } = options;
  const sender = createRequestSender({ origin, fetch, lease, tokens, clock, log, metrics, onDate: graphClock.observe, random });
  const sleep = createSleep(clock);
  const rounds = createDeltaRounds(log);
  const kept: KeptShares = new Map();
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

  const pipelineFor = (caller: GraphCaller): RequestPipeline => {
    const { purpose } = caller;
    const sharedThrottle = createSharedThrottle(throttle, { ...options.sharedLimits, kept, purpose, clock, sleep });
    return createPipeline(caller, sharedThrottle);
  };
  const createPipeline = (caller: GraphCaller, sharedThrottle: Throttle): RequestPipeline => ({
    createRequest(method, address, { query, headers } = {}, more = {}, before = undefined) {
      const { target, shape } = rememberAddress(address, () => {
        const target = parseTarget(address, origin, query);
        const fencePath = fencePathOf(target.path);
        if (caller.unfenced) return { target, shape: pathShapeOf(fencePath) };
        const isKnown = before?.path === target.path && before.method === method;
        const shape = isKnown ? before.shape : passFence(permissionMap, method, fencePath, caller.plugin, caller.scopes, accountKind);
        const scopes = ["User.Read", ...caller.scopes.inForce];
        passQueryFence(method, fencePath, target.query, { permissionMap, scopes, plugin: caller.plugin, accountKind });
        return { target, shape };
      });
      return {
        ...target,
        ...limits[caller.purpose],
        method,
        shape,
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
      closed.signal.throwIfAborted();
      request.signal.throwIfAborted();
      return sendWithRetry(request, { throttle: sharedThrottle, tokens, verdicts, clock, sleep, metrics }, attempt);
    },
    countItems: (request, items) => metrics.add(request.plugin, request.shape, { items }),
  });

  return {
    graphFor: (caller) =>
      createGraph(pipelineFor(caller), { sender, semaphore, clock, metrics, closed: closed.signal }, { rounds, clock, log }),
    throttledUntil: throttle.pausedUntil,
    graphClock,
    metrics: metrics.snapshot,
    close: () => closed.abort(new CasementError("stopped", "The request to Microsoft Graph was canceled because the hub is stopping.")),
  };
}
