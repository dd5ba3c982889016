import type { AccountStatus, EventPage, EventQuery, JournalEvent, SensorSnapshot, SensorSummary } from "../api.ts";
import type { AccountLease } from "./lease.ts";

/**
 * What surfaces see of all accounts: sensors, states of accounts, events. Their owners tell it. Without a cluster: the sensors and the journal in memory.
 */
export interface ViewPort {
  /**
   * Tells what an owner sees, for one sensor or account in order. A value is told after the records that it follows from were stored, so that nobody sees
   * what the store lacks. Returns at once. What cannot be told now is told later, the newest only; after the lease was lost, nothing is told.
   */
  tell(change: ViewChange, lease: AccountLease): void;
  /** The sensors without what can be large, and the position from which `follow` continues without a gap. @throws CasementError `store-unavailable` */
  index(scope: ViewScope): Promise<{ readonly entries: AsyncIterable<SensorSummary>; readonly position: string }>;
  /** Calls the listener with every change after `position`. The returned function ends it. */
  follow(scope: ViewScope, position: string, listener: (change: ViewChange) => void): () => void;
  /** Whole sensors by their full id. Unknown ones are left out. @throws CasementError `store-unavailable` */
  sensors(ids: readonly string[]): Promise<ReadonlyMap<string, SensorSnapshot>>;
  /** As `EventJournal.after`. @throws CasementError `input-invalid`, `store-unavailable` */
  events(after: string | undefined, query?: EventQuery): Promise<EventPage>;
}

/** Default: all accounts. */
export interface ViewScope {
  /** Names. */
  readonly accounts?: readonly string[];
}

export type ViewChange =
  | { readonly sensor: SensorSnapshot }
  | { readonly status: AccountStatus }
  /** Told by the store that gave it its id, not by `tell`. */
  | { readonly event: JournalEvent };
