import type { Clock } from "@casement/core";
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

interface SharedThrottleOptions extends SharedLimits {
  readonly purpose: GraphShare["purpose"];
  readonly clock: Clock;
  readonly sleep: SleepFunction;
}

/** The pauses of one account, and its part of the limits that it shares. */
export function createSharedThrottle(own: Throttle, { governor, share, purpose, clock, sleep }: SharedThrottleOptions): Throttle {
  async function waitForGrant(request: GraphRequest, of: GraphShare): Promise<number> {
    for (let waited = 0; ; waited += askAgainMs) {
      const grant = governor.take(of, request.signal);
      if ((typeof grant === "string" ? grant : await grant) === "go") return waited / 1000;
      if (waited + askAgainMs > request.maxThrottleWaitMs)
        throw graphThrottled(
          request,
          new Date(clock.now().getTime() + askAgainMs),
          "The accounts of this tenant have used up what Microsoft allows for",
        );
      await sleep(askAgainMs, request.signal);
    }
  }
  return {
    ...own,
    async wait(request) {
      const waited = await own.wait(request);
      const shared = share();
      if (!shared) return waited;
      return waited + (await waitForGrant(request, { ...shared, workload: request.workload, purpose, requests: 1 }));
    },
    pause(workload, ms) {
      own.pause(workload, ms);
      const shared = share();
      if (shared && ms > 0) governor.pause({ ...shared, workload }, ms);
    },
  };
}
