import type { AccountLease, LeaseEnd } from "@casement/host/ports";

/** Who runs which account, for those who call it. Ownership knows it. */
export interface AccountOwners {
  /**
   * The id of the worker that runs an account, or undefined while none does. It may be out of date: a worker that has lost the account begins no call
   * of it. Asked for every call, and every two seconds while it has not begun.
   * @throws CasementError `account-unknown`, `store-unavailable`
   */
  ownerOf(account: string): Promise<string | undefined>;
}

/** What this process runs, for its answers to calls. Ownership knows it. */
export interface OwnedAccounts {
  /** The id of this process among the workers. It names the stream of its calls. */
  readonly worker: string;
  /** Undefined if this process does not run the account. */
  owned(account: string): OwnedAccount | undefined;
}

export interface OwnedAccount {
  readonly lease: AccountLease;
  /** As `AccountOwner.open` gets it: its reason is a `LeaseEnd`. After that, no more calls begin. */
  readonly signal: AbortSignal;
}

/** Another process may own the account already. Otherwise it is given back, and what runs may end. */
export const isLost = ({ signal }: OwnedAccount): boolean => signal.aborted && (signal.reason as LeaseEnd) === "lost";
