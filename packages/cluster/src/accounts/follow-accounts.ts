import { CasementError, type Clock } from "@casement/core";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { followStream, lastIdOf } from "../redis/follow-stream.ts";
import type { RedisKeys } from "../redis/keys.ts";
import type { StoredAccount, StoredAccountChange } from "./stored-accounts.ts";

/** The accounts of a cluster, as they are known here. */
export interface FollowedAccounts extends AsyncDisposable {
  readonly accounts: ReadonlyMap<string, StoredAccount>;
}

interface FollowOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
  list(): Promise<ReadonlyMap<string, StoredAccount>>;
  read(name: string): Promise<StoredAccount | undefined>;
  listener(change: StoredAccountChange): void;
}

export async function followAccounts({ redis, keys, clock, onProblem, list, read, listener }: FollowOptions): Promise<FollowedAccounts> {
  // A change between the two is read twice, and told once.
  const begin = await lastIdOf(redis, keys.accountChanges);
  const accounts = new Map(await list());
  const note = (name: string, account: StoredAccount | undefined): void => {
    if (accounts.get(name)?.version === account?.version) return;
    if (account) accounts.set(name, account);
    else accounts.delete(name);
    try {
      listener({ name, account });
    } catch (error) {
      onProblem(error);
    }
  };
  const follower = followStream({
    redis,
    clock,
    stream: keys.accountChanges,
    after: begin,
    async onEntries(entries) {
      for (const name of new Set(entries.map(([, fields]) => String(fields[1])))) {
        // A damaged one stays what it was.
        const found = await read(name).catch((error: unknown) => {
          if (isDamaged(error)) onProblem(error);
          else throw error;
          return accounts.get(name);
        });
        note(name, found);
      }
    },
    async onGap() {
      const position = await lastIdOf(redis, keys.accountChanges);
      const now = await list();
      for (const name of [...accounts.keys()]) if (!now.has(name)) note(name, undefined);
      for (const [name, account] of now) note(name, account);
      return position;
    },
    onProblem,
  });
  return {
    accounts,
    [Symbol.asyncDispose]: () => follower.stop(),
  };
}

const isDamaged = (error: unknown): boolean => CasementError.is(error) && error.details?.reason === "damaged";
