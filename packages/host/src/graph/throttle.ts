import type { Clock, Logger } from "@casement/core";
import { CasementError } from "@casement/core";
import type { SleepFunction } from "../async/sleep.ts";
import type { GraphRequest } from "./graph-request.ts";
import type { Workload } from "./workload.ts";

/** The pauses that Graph requested from one account, per workload. */
export interface Throttle {
  /**
   * Waits while the request's workload is paused. Resolves with the seconds waited.
   * @throws CasementError `graph-throttled` when the wait would exceed `maxThrottleWaitMs`
   */
  wait(request: GraphRequest): Promise<number>;
  pause(workload: Workload, ms: number): void;
  isPaused(workload: Workload): boolean;
  /** Workloads that are paused now, and until when. */
  pausedUntil(): Partial<Record<Workload, Date>>;
}

export function createThrottle({ clock, log, sleep }: { clock: Clock; log: Logger; sleep: SleepFunction }): Throttle {
  const paused = new Map<Workload, { from: number; until: number }>();
  const remainingMs = (workload: Workload): number => {
    const pause = paused.get(workload);
    const now = clock.now().getTime();
    // Setting the clock back must not prolong a pause.
    return pause && now >= pause.from ? Math.max(0, pause.until - now) : 0;
  };
  return {
    async wait(request) {
      const start = clock.now().getTime();
      for (let waited = 0; ; ) {
        const wait = remainingMs(request.workload);
        if (wait === 0) return waited / 1000;
        if (waited + wait > request.maxThrottleWaitMs) throw graphThrottled(request, new Date(clock.now().getTime() + wait));
        await sleep(wait, request.signal);
        waited = Math.max(waited + wait, clock.now().getTime() - start);
      }
    },
    pause(workload, ms) {
      if (ms <= remainingMs(workload)) return;
      const from = clock.now().getTime();
      paused.set(workload, { from, until: from + ms });
      log.warn(`Graph throttles ${workload} for ${Math.ceil(ms / 1000)} s.`, { workload, seconds: Math.ceil(ms / 1000) });
    },
    isPaused: (workload) => remainingMs(workload) > 0,
    pausedUntil() {
      const now = clock.now().getTime();
      return Object.fromEntries(
        [...paused.keys()].flatMap((workload) => (remainingMs(workload) > 0 ? [[workload, new Date(now + remainingMs(workload))]] : [])),
      );
    },
  };
}

/** `why`: ends with the workload. */
export const graphThrottled = (
  request: GraphRequest,
  until: Date,
  why = "Microsoft Graph throttles",
  details: object = {},
): CasementError =>
  new CasementError(
    "graph-throttled",
    `${why} ${request.workload} until ${until.toISOString()}: ${request.method} ${request.shape} was not sent. Casement retries automatically.`,
    { details: { service: request.workload, until: until.toISOString(), method: request.method, path: request.shape, ...details } },
  );
