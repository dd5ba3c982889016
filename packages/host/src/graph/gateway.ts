import { CasementError, type Clock, type Graph, type Logger } from "@casement/core";
import { createAccessTokens, type GetToken } from "./access-tokens.ts";
import { createBatcher } from "./batch.ts";
import type { CallLane } from "./call-lane.ts";
import { createGraph } from "./create-graph.ts";
import type { GraphRequest, Outcome } from "./exchange.ts";
import { type FenceScopes, passFence } from "./fence.ts";
import type { Fetch } from "./graph-client.ts";
import { createGraphMetrics, type GraphMetrics } from "./graph-metrics.ts";
import { requestHeaders } from "./request-headers.ts";
import { createRequestSender } from "./request-sender.ts";
import { askedPause, deliver } from "./retry.ts";
import { createSleep } from "./sleep.ts";
import { createSlots } from "./slots.ts";
import { parseTarget } from "./target.ts";
import { createThrottle } from "./throttle.ts";
import { linkSignals } from "./time-limit.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Graph lets a program ask one mailbox four things at a time (limits.md §6.1). */
const concurrent = 4;

/** Milliseconds. */
const limits = {
  read: { timeout: 30_000, patience: 15_000 },
  service: { timeout: 60_000, patience: 10_000 },
} as const;

export interface GatewayOptions {
  readonly kind: "work" | "personal";
  /** `https://graph.microsoft.com`, or another cloud's. */
  readonly graphOrigin: string;
  readonly fetch: Fetch;
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
export interface GatewayCall {
  readonly plugin: string;
  readonly scopes: FenceScopes;
  readonly signal: AbortSignal;
  /** A service is waited for longer than a read, which comes round again. */
  readonly purpose: "read" | "service";
  /** Of the service: only with one of these is a change sent again after an unclear answer. */
  readonly effect?: "read" | "idempotent" | undefined;
}

/** The one way of an account to Microsoft Graph. */
export interface Gateway {
  forCall(call: GatewayCall): Graph;
  /** Services that Graph wants left alone, and until when. */
  pauses(): Partial<Record<Workload, Date>>;
  metrics(): ReturnType<GraphMetrics["snapshot"]>;
  /** Aborts what is under way; later calls are refused with `stopped`. */
  close(): void;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { kind, graphOrigin: origin, clock, log, random = Math.random } = options;
  const metrics = createGraphMetrics();
  const tokens = createAccessTokens(options.getToken);
  const sender = createRequestSender({ origin, fetch: options.fetch, tokens, clock, log, metrics, random });
  const sleep = createSleep(clock);
  const throttle = createThrottle({ clock, log, sleep });
  const slots = createSlots(concurrent);
  const sendAlone = async (request: GraphRequest): Promise<Outcome> => {
    let release = await slots.take(request.signal);
    // Graph may have asked for a pause while this one queued.
    while (throttle.isPaused(request.workload)) {
      release();
      await throttle.pass(request);
      release = await slots.take(request.signal);
    }
    try {
      const outcome = await sender.send(request);
      throttle.pause(request.workload, askedPause(outcome, clock.now()) ?? 0);
      return outcome;
    } finally {
      release();
    }
  };
  const batcher = createBatcher({ sender, slots, clock, sendAlone, ...(options.defer ? { defer: options.defer } : {}) });
  const closing = new AbortController();

  const laneFor = (call: GatewayCall): CallLane => ({
    request(method, address, { query, headers } = {}, more = {}) {
      const target = parseTarget(address, origin, query);
      return {
        ...target,
        ...limits[call.purpose],
        method,
        shape: passFence(method, target.path, call.plugin, call.scopes, kind),
        headers: requestHeaders(target.path, headers),
        workload: workloadOf(target.path),
        plugin: call.plugin,
        repeatable: method === "GET" || call.effect !== undefined,
        batchable: method === "GET",
        signal: call.signal,
        ...more,
      };
    },
    async deliver(request, attempt = request.batchable ? batcher.send : sendAlone) {
      const { signal, unlink } = linkSignals(request.signal, closing.signal);
      try {
        if (signal.aborted) throw signal.reason;
        return await deliver({ ...request, signal }, { throttle, tokens, clock, sleep, metrics }, attempt);
      } finally {
        unlink();
      }
    },
    count: (request, items) => metrics.add(request.plugin, request.shape, { items }),
  });

  return {
    forCall: (call) => createGraph(laneFor(call), { sender, slots, clock, metrics, closed: closing.signal }),
    pauses: throttle.pauses,
    metrics: metrics.snapshot,
    close: () => closing.abort(new CasementError("stopped", "The account's way to Microsoft Graph was closed: the hub is stopping.")),
  };
}
