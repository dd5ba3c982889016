import { CasementError, type Clock } from "@casement/core";
import type { SleepFunction } from "../async/sleep.ts";
import type { GovernorPort, GraphShare } from "../ports/index.ts";
import type { GraphRequest } from "./graph-request.ts";
import { graphThrottled, type Throttle } from "./throttle.ts";

/** How often somebody who was told to come later asks again (ms). */
const askAgainMs = 1_000;

/** The limits of one app in one tenant, which accounts share. */
export interface SharedLimits {
  readonly governor: GovernorPort;
  /** Whose limits they are. Undefined before anybody has signed in. */
  readonly share: () => Pick<GraphShare, "app" | "tenant"> | undefined;
}

/** What requests asked for that gave up waiting, by request: the next attempt has their place in the line. */
export type KeptShares = Map<string, GraphShare>;

/** Whether a request was not sent because others have used up what Microsoft allows. Nothing is wrong: it is its turn later. */
export const isSharedLimit = (error: unknown): boolean =>
  CasementError.is(error) && error.code === "graph-throttled" && error.details?.shared === true;

interface SharedThrottleOptions extends SharedLimits {
  readonly kept: KeptShares;
  readonly purpose: GraphShare["purpose"];
  readonly clock: Clock;
  readonly sleep: SleepFunction;
}

/** The pauses of one account, and its part of the limits that it shares. */
export function createSharedThrottle(own: Throttle, { governor, share, kept, purpose, clock, sleep }: SharedThrottleOptions): Throttle {
  async function waitForGrant(request: GraphRequest, of: GraphShare): Promise<number> {
    for (let waited = 0; ; waited += askAgainMs) {
      const grant = governor.take(of, request.signal);
      if ((typeof grant === "string" ? grant : await grant) === "go") return waited / 1000;
      if (waited + askAgainMs > request.maxThrottleWaitMs) {
        if (purpose === "read") kept.set(keyOf(request), of);
        const until = new Date(clock.now().getTime() + askAgainMs);
        throw graphThrottled(request, until, "The accounts of this tenant have used up what Microsoft allows for", { shared: true });
      }
      await sleep(askAgainMs, request.signal);
    }
  }
  return {
    ...own,
    async wait(request) {
      const waited = await own.wait(request);
      const shared = share();
      if (!shared) return waited;
      const place = kept.get(keyOf(request));
      // Only one request at a time can have it.
      kept.delete(keyOf(request));
      return waited + (await waitForGrant(request, place ?? { ...shared, workload: request.workload, purpose, requests: 1 }));
    },
    pause(workload, ms) {
      own.pause(workload, ms);
      const shared = share();
      if (shared && ms > 0) governor.pause({ ...shared, workload }, ms);
    },
  };
}

const keyOf = ({ method, path }: GraphRequest): string => `${method} ${path}`;
