import type { Workload } from "../graph/workload.ts";

/**
 * Shares out what Microsoft allows an app in a tenant among all accounts, over all processes. Without a cluster: always `go`; what Graph refuses is
 * repeated when it says so.
 */
export interface GovernorPort {
  /**
   * Asked before each attempt to send a request. `later`: it is asked again after a second with the same `share`, as long as the request would wait for a pause of Graph; then
   * the request fails with `graph-throttled`. @throws the reason of `signal` when it aborts
   */
  take(share: GraphShare, signal: AbortSignal): Grant | Promise<Grant>;
  /** Graph refused a request (429): nobody sends to this workload for `ms`. */
  pause(share: Omit<GraphShare, "requests" | "purpose">, ms: number): void;
}

type Grant = "go" | "later";

/** Limits: Microsoft Graph throttling limits, https://learn.microsoft.com/graph/throttling-limits. They count by app and tenant. */
export interface GraphShare {
  /** Client id of the app registration. */
  readonly app: string;
  /** Id of the tenant. */
  readonly tenant: string;
  readonly workload: Workload;
  /** How many requests. Each part of a batch counts. */
  readonly requests: number;
  readonly purpose: "read" | "service";
}
