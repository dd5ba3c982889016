import type { AccountLease, LeaseEnd } from "@casement/host/ports";

/** Who runs which account, for those who call it. */
export interface AccountOwners {
  /**
   * The worker that runs an account, or undefined while none does. It may be out of date: a worker that has lost the account begins no call of it.
   * Asked for every call, and every two seconds while it has not begun.
   * @throws CasementError `account-unknown`, `store-unavailable`
   */
  ownerOf(account: string): Promise<{ readonly worker: string } | undefined>;
}

/** What this process runs, for its answers to calls. */
export interface OwnedAccounts {
  /** The id of this process among the workers. It names the stream of its calls. */
  readonly worker: string;
  /** The key in Redis that has the token of the process that runs the account. */
  lockOf(account: string): string;
  /** Undefined if this process does not run the account. */
  owned(account: string): OwnedAccount | undefined;
}

export interface OwnedAccount {
  readonly lease: AccountLease;
  /** As `AccountOwner.open` gets it: its reason is a `LeaseEnd`. After that, no more calls begin. */
  readonly signal: AbortSignal;
}

export interface HeldAccounts extends OwnedAccounts {
  /** For `AccountOwner.open`: as long as `run` takes, this process runs the account. */
  hold<T>(account: string, held: OwnedAccount, run: () => Promise<T>): Promise<T>;
}

/** Remembers what `AccountOwner.open` gets. */
export function createHeldAccounts(worker: string, lockOf: (account: string) => string): HeldAccounts {
  const accounts = new Map<string, OwnedAccount>();
  return {
    worker,
    lockOf,
    owned: (account) => accounts.get(account),
    async hold(account, held, run) {
      accounts.set(account, held);
      try {
        return await run();
      } finally {
        // Lost and taken again, it may be opened before the first run has ended.
        if (accounts.get(account) === held) accounts.delete(account);
      }
    },
  };
}

/** Another process may own the account already. Otherwise it is given back, and what runs may end. */
export const isLost = ({ signal }: OwnedAccount): boolean => signal.aborted && (signal.reason as LeaseEnd) === "lost";
