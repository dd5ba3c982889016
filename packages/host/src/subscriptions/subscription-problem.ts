import { CasementError } from "@casement/core";

/** Failures that say nothing about the subscription. */
const passing = new Set(["graph-unreachable", "graph-throttled", "outcome-unknown", "stopped", "sign-in-required"]);

/** Whether a failure can pass by itself, so that the subscription may still exist. */
export const isPassing = (error: unknown): boolean => !CasementError.is(error) || passing.has(error.code);

/** A problem in plain words, and for programs that have texts of their own. */
export interface SubscriptionProblem {
  readonly reason: string;
  readonly cause: ProblemCause;
}

/** `code`: one of docs/errors.md, `address-unreachable` of the address to which Microsoft sends, or `relay-failed`. */
export interface ProblemCause {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** Why a subscription could not be made or renewed, and what to do. `origin`: of the address to which Microsoft sends notifications. */
export function describeSubscriptionFailure(error: unknown, origin: string): SubscriptionProblem {
  const retry = "Casement tries again within an hour.";
  if (!CasementError.is(error)) return { reason: `An unexpected error occurred. ${retry}`, cause: { code: "internal" } };
  if (error.details?.code === "ValidationError")
    return {
      reason: `Microsoft cannot reach ${origin}. Check that this address leads to the hub from the internet, with a valid certificate. ${retry}`,
      cause: { code: "address-unreachable", details: { origin } },
    };
  return { reason: `${error.message} ${retry}`, cause: { code: error.code, details: error.details } };
}
