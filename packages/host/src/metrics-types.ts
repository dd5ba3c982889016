import type { GraphCost } from "./graph/index.ts";
import type { NotificationMetrics } from "./subscriptions/notification-measures.ts";

export interface GraphMetricsSnapshot {
  readonly total: GraphCost;
  /** Per plugin and path shape (the path without ids). */
  readonly calls: readonly (GraphCost & { readonly plugin: string; readonly path: string })[];
  /** The last 24 hours, oldest first, without those before the start. `at`: when the hour began, ISO 8601. */
  readonly hours: readonly { readonly at: string; readonly requests: number; readonly units: number }[];
}

export interface HostMetrics {
  /** ISO 8601. Undefined while the host is stopped. */
  readonly startedAt: string | undefined;
  /** What the requests of all accounts together have cost here, also of those that were removed or given away. Undefined if this host runs none. */
  readonly graph?: GraphMetricsSnapshot | undefined;
  /** The processes that share the accounts, as they were some seconds ago. Undefined if this one has its own. */
  readonly cluster?: ClusterMetrics | undefined;
  /** What keeps all of this host from being current, such as a store that does not answer. Undefined if nothing is known to. */
  readonly problem?: HostProblem | undefined;
}

export interface HostProblem {
  readonly code: "store-unavailable";
  readonly message: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface ClusterMetrics {
  /** Those that run accounts, oldest first. */
  readonly workers: readonly ClusterWorker[];
  readonly accounts: number;
  /** Those that no worker runs now. */
  readonly withoutWorker: number;
  /** Those that are not opened for a while, because they ended their worker. */
  readonly setAside: number;
  /** How many shares of accounts were taken over from workers that ended without giving them back, ever. */
  readonly takeovers: number;
}

export interface ClusterWorker {
  readonly id: string;
  /** When it joined, ISO 8601. */
  readonly since: string;
  readonly accounts: number;
  /** Whether it gives its accounts to the others. */
  readonly isDraining: boolean;
  /** How long ago it was heard the last time (ms). */
  readonly heardMs: number;
  /** What it said last of its requests and of the change notifications that reached it. Undefined while it has said nothing. */
  readonly figures?: WorkerFigures | undefined;
}

/** Of all accounts of a worker together, since it started. */
export interface WorkerFigures {
  readonly graph: Pick<GraphMetricsSnapshot, "calls" | "hours">;
  readonly notifications: NotificationMetrics;
}
