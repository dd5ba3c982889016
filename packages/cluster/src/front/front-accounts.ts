import type { AccountChange } from "@casement/host";
import type { StoredAccount, StoredAccounts } from "../accounts/stored-accounts.ts";

/** Which accounts a front shows: those of the cluster, or some of them. */
export interface FrontAccounts {
  /** As they are known at this moment. */
  readonly accounts: ReadonlyMap<string, FrontAccount>;
  /** Calls the listener after the list has changed. The returned function unsubscribes. */
  follow(listener: (change: AccountChange) => void): () => void;
}

/** A front uses no secret of the configuration. */
export type FrontAccount = Pick<StoredAccount, "name" | "configuration">;

/** All accounts of the cluster, for `createFront`. */
export async function openFrontAccounts(stored: Pick<StoredAccounts, "follow">): Promise<FrontAccounts & AsyncDisposable> {
  const listeners = new Set<(change: AccountChange) => void>();
  const known = new Set<string>();
  const followed = await stored.follow(({ name, account }) => {
    const kind = account ? (known.has(name) ? "changed" : "added") : "removed";
    if (account) known.add(name);
    else known.delete(name);
    for (const listener of listeners) listener({ account: name, kind });
  });
  for (const name of followed.accounts.keys()) known.add(name);
  return {
    accounts: followed.accounts,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [Symbol.asyncDispose]: () => followed[Symbol.asyncDispose](),
  };
}
