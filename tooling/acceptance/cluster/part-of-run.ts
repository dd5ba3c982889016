import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { ChangesAndCalls } from "./changes-and-calls.ts";
import type { RunningCluster } from "./running-cluster.ts";

/** Something that a cluster goes through. */
export interface PartOfRun extends Pick<AcceptanceRun, "phase" | "ok"> {
  readonly cluster: RunningCluster;
  readonly work: ChangesAndCalls;
  /** How long workers are killed. */
  readonly minutes: number;
  /** How long a worker is stopped, and Redis is gone. */
  readonly awaySeconds: number;
  /** Within how many seconds every account must have another owner. */
  readonly ownedWithin: number;
}

/** Returns after how many seconds every account had an owner, by a lock that was set after `since`. */
export async function untilOwned(cluster: RunningCluster, since: number): Promise<number> {
  await waitFor("every account to be owned again", 90, async () => cluster.unowned(since).length === 0);
  return (Date.now() - since) / 1_000;
}

/** Waits for a moment, not for a condition. */
export const untilMoment = (moment: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - Date.now())));

export const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
