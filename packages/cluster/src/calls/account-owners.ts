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
  /** A call has come for an account that this process does not run. Its caller thinks that it does, or soon will. */
  onEarlyCall?(account: string): void;
  /** Calls the listener with each account that this process runs from now on. */
  onOwned?(listener: (account: string) => void): void;
}

export interface OwnedAccount {
  readonly lease: AccountLease;
  /** As `AccountOwner.open` gets it: its reason is a `LeaseEnd`. After that, no more calls begin. */
  readonly signal: AbortSignal;
}

export interface HeldAccounts extends OwnedAccounts {
  /** For `AccountOwner.open`: as long as `run` takes, this process runs the account. */
  hold<T>(account: string, held: OwnedAccount, run: () => Promise<T>): Promise<T>;
  /** Whether calls wait for an account that is not held yet. */
  isAwaited(account: string): boolean;
}

/** Remembers what `AccountOwner.open` gets. */
export function createHeldAccounts(worker: string, lockOf: (account: string) => string): HeldAccounts {
  const accounts = new Map<string, OwnedAccount>();
  const awaited = new Set<string>();
  const listeners = new Set<(account: string) => void>();
  return {
    worker,
    lockOf,
    owned: (account) => accounts.get(account),
    isAwaited: (account) => awaited.has(account),
    onEarlyCall(account) {
      // Most accounts of a cluster are called while they move once; those that went elsewhere would stay for ever.
      if (awaited.size >= maxAwaited) awaited.clear();
      awaited.add(account);
    },
    onOwned: (listener) => void listeners.add(listener),
    async hold(account, held, run) {
      accounts.set(account, held);
      awaited.delete(account);
      for (const listener of listeners) listener(account);
      try {
        return await run();
      } finally {
        // Lost and taken again, it may be opened before the first run has ended.
        if (accounts.get(account) === held) accounts.delete(account);
      }
    },
  };
}

const maxAwaited = 10_000;

/** Another process may own the account already. Otherwise it is given back, and what runs may end. */
export const isLost = ({ signal }: OwnedAccount): boolean => signal.aborted && (signal.reason as LeaseEnd) === "lost";
