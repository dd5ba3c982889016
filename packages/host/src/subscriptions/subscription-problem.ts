import { CasementError } from "@casement/core";

/** Failures that say nothing about the subscription. */
const passing = new Set(["graph-unreachable", "graph-throttled", "outcome-unknown", "stopped", "sign-in-required"]);

/** Whether a failure can pass by itself, so that the subscription may still exist. */
export const isPassing = (error: unknown): boolean => !CasementError.is(error) || passing.has(error.code);

/** Why a subscription could not be made or renewed, and what to do. `origin`: of the address to which Microsoft sends notifications. */
export function describeSubscriptionFailure(error: unknown, origin: string): string {
  if (!CasementError.is(error)) return "An unexpected error occurred. Casement tries again within an hour.";
  if (error.details?.code === "ValidationError")
    return `Microsoft cannot reach ${origin}. Check that this address leads to the hub from the internet, with a valid certificate. Casement tries again within an hour.`;
  return `${error.message} Casement tries again within an hour.`;
}
