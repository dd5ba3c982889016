import type { GraphCost } from "./graph/index.ts";

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
}
