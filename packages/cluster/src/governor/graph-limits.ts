import type { Workload } from "@casement/host/ports";

/** How many requests Microsoft allows in any window of this length. */
export interface GraphLimit {
  readonly requests: number;
  readonly seconds: number;
  /** `tenant`: for each app in each tenant. `app`: for each app in all tenants together. */
  readonly per: "tenant" | "app";
  /** Which requests count together. */
  readonly of: Workload | "all";
  readonly source: string;
}

const limits = "https://learn.microsoft.com/graph/throttling-limits";

/**
 * The published limits that accounts share. Those of Outlook count by mailbox, so that each account keeps to its own; To Do has none, and is treated
 * as Outlook.
 */
export const graphLimits: readonly GraphLimit[] = [
  { of: "all", per: "app", requests: 130_000, seconds: 10, source: limits },
  { of: "presence", per: "tenant", requests: 1_500, seconds: 30, source: `${limits}#cloud-communication-service-limits` },
  // Reading a message is the narrowest limit of chats; the gateway does not tell it from others.
  { of: "chat", per: "tenant", requests: 20, seconds: 1, source: `${limits}#microsoft-teams-service-limits` },
  { of: "chat", per: "app", requests: 200, seconds: 1, source: `${limits}#microsoft-teams-service-limits` },
];

/** Workloads whose limits count by mailbox: a pause of one account says nothing about the others. */
const byMailbox: ReadonlySet<Workload> = new Set(["outlook", "todo"]);
export const isSharedByTenant = (workload: Workload): boolean => !byMailbox.has(workload);

/** The tenant of all personal accounts, https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference. It has nothing to share. */
export const personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

/** What fills up with time, and is emptied by requests. */
export interface TokenBucket {
  /** Most tokens that it holds: how many requests can be sent at once. */
  readonly burst: number;
  /** Tokens a second. */
  readonly rate: number;
}

/** How much of a limit is used: Microsoft counts when requests arrive, and a busy worker can send some of them seconds after it was allowed to. */
const usedPart = 0.9;
/** How much of it can be sent at once. */
const burstPart = 0.2;

/** In any window of the limit, a bucket lets at most `burst + rate * seconds` requests pass. */
export function bucketFor({ requests, seconds }: GraphLimit): TokenBucket {
  const burst = Math.max(1, Math.floor(requests * burstPart));
  return { burst, rate: (requests * usedPart - burst) / seconds };
}
