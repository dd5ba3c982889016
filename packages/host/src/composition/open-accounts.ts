import type { OpenAccount } from "./open-account.ts";

/** The open accounts by name. Knows which of them share a sign-in, without looking at all of them. */
export class OpenAccounts extends Map<string, OpenAccount> {
  /** By the name of the account that has the sign-in. */
  readonly #bySignIn = new Map<string, Set<OpenAccount>>();

  override set(name: string, account: OpenAccount): this {
    this.#leave(name);
    const owner = signInOwnerOf(account);
    const sharing = this.#bySignIn.get(owner) ?? new Set();
    this.#bySignIn.set(owner, sharing.add(account));
    return super.set(name, account);
  }

  override delete(name: string): boolean {
    this.#leave(name);
    return super.delete(name);
  }

  override clear(): void {
    this.#bySignIn.clear();
    super.clear();
  }

  /** All accounts that use the sign-in of this account. */
  ofSignIn(owner: string): readonly OpenAccount[] {
    return [...(this.#bySignIn.get(owner) ?? [])];
  }

  #leave(name: string): void {
    const account = this.get(name);
    if (!account) return;
    const owner = signInOwnerOf(account);
    const sharing = this.#bySignIn.get(owner);
    sharing?.delete(account);
    if (sharing?.size === 0) this.#bySignIn.delete(owner);
  }
}

const signInOwnerOf = ({ handle }: OpenAccount): string => handle.options.signIn ?? handle.name;
