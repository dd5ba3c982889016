import type { GraphShare } from "@casement/host/ports";
import { bucketFor, type GraphLimit, isSharedByTenant, personalTenant, type TokenBucket } from "./graph-limits.ts";

/** Whose requests count together. */
export type SharedBy = Pick<GraphShare, "app" | "tenant" | "workload">;

/** The buckets from which each request of an app, tenant and workload takes a token. */
export interface SharedBuckets {
  /** What the keys begin with that all those have who share all buckets. */
  readonly key: string;
  readonly ofTenant: readonly NamedBucket[];
  readonly ofApp: readonly NamedBucket[];
  /** Whether a `Retry-After` concerns all of them, and not only the account that got it. */
  readonly isPausable: boolean;
}

interface NamedBucket extends TokenBucket {
  readonly key: string;
}

/** `prefix`: of the keys in Redis. */
export function sharedBucketsOf(prefix: string, limits: readonly GraphLimit[], { app, tenant, workload }: SharedBy): SharedBuckets {
  const keyOf = (...parts: string[]): string => [`${prefix}gov`, app, ...parts].join(":");
  const isPausable = isSharedByTenant(workload) && tenant !== personalTenant;
  const concerned = limits.filter(({ of, per }) => (of === "all" || of === workload) && (per === "app" || isPausable));
  const bucketsPer = (per: GraphLimit["per"]): NamedBucket[] =>
    concerned
      .filter((limit) => limit.per === per)
      .map((limit) => ({ ...bucketFor(limit), key: keyOf(per === "app" ? "all-tenants" : tenant, limit.of, `${limit.seconds}s`) }));
  return {
    // Those that have no limit of their tenant ask together.
    key: isPausable ? keyOf(tenant, workload) : keyOf("all-tenants", concerned.some(({ of }) => of === workload) ? workload : "all"),
    ofTenant: bucketsPer("tenant"),
    ofApp: bucketsPer("app"),
    isPausable,
  };
}
