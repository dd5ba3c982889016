import type { Clock, Logger } from "@casement/core";
import { CasementError } from "@casement/core";
import type { GraphRequest } from "./exchange.ts";
import type { GraphService } from "./graph-service.ts";
import type { Sleep } from "./sleep.ts";

/** The pauses that Graph asked for, per service, of one account. */
export interface Throttle {
  /** Waits while the request's service is paused; resolves with the seconds waited. Throws `graph-throttled` beyond the caller's patience. */
  pass(request: GraphRequest): Promise<number>;
  pause(service: GraphService, ms: number): void;
  isPaused(service: GraphService): boolean;
  /** Services paused now, and until when. */
  pauses(): Partial<Record<GraphService, Date>>;
}

export function createThrottle({ clock, log, sleep }: { clock: Clock; log: Logger; sleep: Sleep }): Throttle {
  const paused = new Map<GraphService, { from: number; until: number }>();
  const left = (service: GraphService): number => {
    const pause = paused.get(service);
    const now = clock.now().getTime();
    // A clock set back must not lengthen a pause.
    return pause && now >= pause.from ? Math.max(0, pause.until - now) : 0;
  };
  return {
    async pass(request) {
      const start = clock.now().getTime();
      for (let waited = 0; ; ) {
        const wait = left(request.service);
        if (wait === 0) return waited / 1000;
        if (waited + wait > request.patience) throw throttled(request, new Date(clock.now().getTime() + wait));
        await sleep(wait, request.signal);
        waited = Math.max(waited + wait, clock.now().getTime() - start);
      }
    },
    pause(service, ms) {
      if (ms <= left(service)) return;
      const from = clock.now().getTime();
      paused.set(service, { from, until: from + ms });
      log.warn(`Graph asks for a pause of ${Math.ceil(ms / 1000)} s (${service}).`, { service, seconds: Math.ceil(ms / 1000) });
    },
    isPaused: (service) => left(service) > 0,
    pauses() {
      const now = clock.now().getTime();
      return Object.fromEntries(
        [...paused.keys()].flatMap((service) => (left(service) > 0 ? [[service, new Date(now + left(service))]] : [])),
      );
    },
  };
}

export const throttled = (request: GraphRequest, until: Date): CasementError =>
  new CasementError(
    "graph-throttled",
    `Microsoft Graph asks for a pause (${request.service}) until ${until.toISOString()}: ${request.method} ${request.shape} waits. It passes by itself.`,
    { details: { service: request.service, until: until.toISOString(), method: request.method, path: request.shape } },
  );
