/**
 * Proof that this process owns an account, which ends when it is given back or lost. Without a cluster: the lock of the data folder, which ends with
 * the process.
 */
export interface AccountLease {
  /** What a store checks at every write. Secret from nobody, and different for every owner. */
  readonly token: string;
  /**
   * Whether the lease lasts for another `margin` milliseconds. Answers at once, from the monotonic time since its last renewal, so that a process
   * that was suspended knows it on waking. Asked before every request that changes something in Microsoft 365, because no store can refuse those.
   */
  sure(margin: number): boolean;
  /** Called by a store that was refused: the lease has ended, whatever this process believes. */
  lost?(): void;
  /** Called by a store that has lost what was written last: the account must be opened again, with the same lease. */
  behind?(): void;
}

export interface LeasePort {
  /** Of an account that this process owns. @throws CasementError `lease-lost` */
  lease(account: string): AccountLease;
}
