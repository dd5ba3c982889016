import type { AccountLease, JournalEvent, StatePort } from "@casement/host/ports";

/** An adapter of the state port under test, with storage of its own. */
export interface StateRig extends AsyncDisposable {
  /** The adapter since the last `restart`. */
  readonly state: StatePort;
  /** Makes this process the owner of an account. */
  own(account: string): Promise<AccountLease>;
  /** The events that reached the journal, in its order. */
  journal(): Promise<readonly JournalEvent[]>;
  /** Opens the same storage again, as another process does. Stores that are open were closed before. */
  restart(): Promise<void>;
}
