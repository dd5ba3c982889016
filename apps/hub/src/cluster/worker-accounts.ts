import type { FollowedAccounts, StoredAccount, StoredAccountChange, StoredAccounts } from "@casement/cluster";
import { CasementError, type Logger } from "@casement/core";
import type { DefinedAccount } from "@casement/host";
import type { AccountReader } from "@casement/host/config";

/** The configurations of the accounts that a worker runs. */
export interface WorkerAccounts extends AsyncDisposable {
  /** Waits until the configuration of an account is valid. Undefined if `signal` aborts before. A mistake is logged. */
  definition(name: string, signal: AbortSignal): Promise<DefinedAccount | undefined>;
  /** Calls `change` with each new configuration of an account, until the returned function is called. */
  follow(name: string, change: (account: DefinedAccount) => Promise<void>): () => void;
  /** Whether the account was removed, and not only given to another worker. */
  isRemoved(name: string): Promise<boolean>;
}

export async function openWorkerAccounts(accounts: StoredAccounts, reader: AccountReader, log: Logger): Promise<WorkerAccounts> {
  const listeners = new Map<string, Set<() => void>>();
  const tell = ({ name, account }: StoredAccountChange): void => {
    const users = [...followed.accounts.values()].filter(({ configuration }) => configuration.signIn === name);
    for (const each of new Set([name, ...(account ? users.map((user) => user.name) : [])]))
      for (const listener of listeners.get(each) ?? []) listener();
  };
  const followed: FollowedAccounts = await accounts.follow(tell);
  const listen = (name: string, listener: () => void): (() => void) => {
    const own = listeners.get(name) ?? new Set();
    listeners.set(name, own.add(listener));
    return () => {
      own.delete(listener);
      if (own.size === 0) listeners.delete(name);
    };
  };
  /** An account that was added a moment ago may not be known here. */
  const stored = async (name: string): Promise<StoredAccount | undefined> => followed.accounts.get(name) ?? accounts.read(name);
  async function read(name: string): Promise<DefinedAccount | undefined> {
    const account = await stored(name);
    if (!account) return undefined;
    const { signIn } = account.configuration;
    const signInOwner = signIn === undefined ? undefined : await stored(signIn);
    return reader.read(account.configuration, signInOwner?.configuration);
  }
  const report = (name: string, error: unknown, what: string): void =>
    log.error(`[${name}] ${what}: ${CasementError.is(error) ? error.message : "unknown error"}`);
  async function readOrReport(name: string): Promise<DefinedAccount | undefined> {
    try {
      const account = await read(name);
      if (!account) log.warn(`[${name}] has no configuration.`);
      return account;
    } catch (error) {
      if (!isMistake(error)) throw error;
      report(name, error, "is not opened until its configuration is changed");
      return undefined;
    }
  }
  return {
    async definition(name, signal) {
      while (!signal.aborted) {
        let wake = (): void => {};
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const stopListening = listen(name, wake);
        signal.addEventListener("abort", wake, { once: true });
        try {
          const account = await readOrReport(name);
          if (account) return account;
          await changed;
        } finally {
          stopListening();
        }
      }
      return undefined;
    },
    follow(name, change) {
      let last: Promise<void> = Promise.resolve();
      return listen(name, () => {
        last = last.then(async () => {
          const account = await read(name);
          if (account) await change(account);
        });
        last = last.catch((error) => report(name, error, "keeps its configuration, because the new one cannot be used"));
      });
    },
    isRemoved: async (name) => (await accounts.read(name).catch(() => followed.accounts.get(name))) === undefined,
    [Symbol.asyncDispose]: () => followed[Symbol.asyncDispose](),
  };
}

/** Repeating does not help. */
const isMistake = (error: unknown): boolean =>
  CasementError.is(error) && ["input-invalid", "config-invalid", "plugin-invalid", "plugin-version", "store-damaged"].includes(error.code);
