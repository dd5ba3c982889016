import type { AccountLease, LeasePort } from "./lease.ts";

/**
 * Decides which process runs an account: exactly one. Without a cluster nothing decides: the host that locks the data folder runs them all. With one, a
 * worker gives its host an account when `open` is called (`Host.addAccount`), and takes it back when the signal aborts (`Host.releaseAccount`).
 */
export interface OwnershipPort extends LeasePort {
  /**
   * Begins to own accounts, and calls `owner.open` for each. Those that share a sign-in come to the same process, the owner of the sign-in first.
   * Resolves when nothing is owned any more, after `drain`. Call it once.
   * @throws CasementError `store-unavailable`, `store-locked`
   */
  run(owner: AccountOwner): Promise<void>;
  /**
   * Gives everything back and takes nothing more: `give-back` for every account. `limit` (ms): the accounts that are not closed by then are given up
   * without waiting for them. Resolves when nothing is owned.
   */
  drain(limit: number): Promise<void>;
  /** The processes that share the accounts, this one first. */
  workers(): readonly WorkerInfo[];
}

export interface AccountOwner {
  /**
   * Runs an account. Resolves when it is closed, which it must be soon after `signal` aborts; its reason says how, see `LeaseEnd`. Until then the
   * account is opened nowhere else, unless the lease ended before. If it rejects, the account could not be opened or closed; it is tried again.
   */
  open(account: string, lease: AccountLease, signal: AbortSignal): Promise<void>;
}

/**
 * The reason with which the signal of an account aborts. `give-back`: end what runs, write what is pending, close. `lost`: another process may own
 * the account already. Abort at once and write nothing.
 */
export type LeaseEnd = "give-back" | "lost";

export interface WorkerInfo {
  readonly id: string;
  /** When it joined, ISO 8601. */
  readonly since: string;
  /** How many accounts it owns. */
  readonly accounts: number;
  /** Whether it gives everything back. */
  readonly isDraining: boolean;
}
