import { CasementError, type Clock } from "@casement/core";
import { subscriptionRetryMs } from "./subscription-lifetime.ts";
import { describeSubscriptionFailure, type SubscriptionProblem } from "./subscription-problem.ts";

/** What failed, and when it is tried again. */
export interface SubscriptionAttempts {
  /** Does the work, unless it failed and is not due again. `origin`: of the address to which Microsoft sends notifications. */
  run(key: string, origin: string, work: () => Promise<void>): Promise<void>;
  /** Why the last attempt failed. */
  problemOf(key: string): SubscriptionProblem | undefined;
  readonly failed: ReadonlyMap<string, FailedAttempt>;
  /** Forgets what failed. */
  clear(isForgotten?: (key: string) => boolean): void;
}

interface FailedAttempt extends SubscriptionProblem {
  readonly failures: number;
  readonly retryAt: number;
}

const longestRetryMs = 3600_000;

/** `onUnknown`: nobody knows whether Graph did it. */
export function createSubscriptionAttempts(clock: Clock, random: () => number, onUnknown: () => void): SubscriptionAttempts {
  const failed = new Map<string, FailedAttempt>();
  const now = (): number => clock.now().getTime();
  return {
    failed,
    async run(key, origin, work) {
      const before = failed.get(key);
      // A later time than possible means that the clock was set back.
      if (before && before.retryAt > now() && before.retryAt <= now() + longestRetryMs) return;
      try {
        await work();
        failed.delete(key);
      } catch (error) {
        if (CasementError.is(error) && error.code === "stopped") return;
        if (CasementError.is(error) && error.code === "outcome-unknown") onUnknown();
        const failures = (before?.failures ?? 0) + 1;
        const retryAt = now() + subscriptionRetryMs(failures, random());
        failed.set(key, { failures, retryAt, ...describeSubscriptionFailure(error, origin) });
      }
    },
    problemOf: (key) => failed.get(key),
    clear(isForgotten = () => true) {
      for (const key of failed.keys()) if (isForgotten(key)) failed.delete(key);
    },
  };
}
