import type { AccountIdentity } from "../auth/identity.ts";

/** Who is signed in to the accounts of a host that have a sign-in of their own. */
export interface SignedInUsers {
  /** Call it when an account has signed in or out, or is gone. Returns the accounts for which another one has the same user now, or no longer. */
  change(account: string, user: SignedInUser | undefined): readonly string[];
  /** Other accounts with the user and mailbox of this one. */
  sameAs(account: string): readonly string[];
}

export interface SignedInUser extends Pick<AccountIdentity, "id" | "tenantId"> {
  readonly sharedMailbox?: string | undefined;
}

export function createSignedInUsers(): SignedInUsers {
  const keys = new Map<string, string>();
  const accounts = new Map<string, Set<string>>();
  const sameAs = (account: string): string[] => [...(accounts.get(keys.get(account) ?? "") ?? [])].filter((name) => name !== account);
  return {
    sameAs,
    change(account, user) {
      const [key, before] = [user && keyOf(user), keys.get(account)];
      if (key === before) return [];
      const left = sameAs(account);
      if (before !== undefined) {
        accounts.get(before)!.delete(account);
        if (left.length === 0) accounts.delete(before);
      }
      keys.delete(account);
      if (key === undefined) return left;
      keys.set(account, key);
      accounts.set(key, (accounts.get(key) ?? new Set()).add(account));
      return [...left, ...sameAs(account)];
    },
  };
}

const keyOf = ({ tenantId, id, sharedMailbox }: SignedInUser): string =>
  JSON.stringify([tenantId, id, sharedMailbox?.trim().toLowerCase()]);
