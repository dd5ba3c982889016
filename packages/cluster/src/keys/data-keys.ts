import type { KeyObject } from "node:crypto";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import type { ClusterKeys } from "./cluster-keys.ts";

/** The data key of an account, and as Redis has it. */
export interface KnownDataKey {
  readonly dataKey: KeyObject;
  readonly wrapped: Buffer;
}

/** The data keys of accounts, for a process that shows what their owners store. */
export interface DataKeys {
  /**
   * Opens something of an account with its data key. If `open` returns undefined, it is called again with the key that Redis has now: an account that
   * was removed and added has another one. Undefined if that fails, too, or if there is no key any more. `tried`: accounts for which that was done
   * before, and is not done again; it grows.
   * @throws CasementError `store-damaged` with the reason `wrong-key`
   */
  open<T>(account: string, open: (dataKey: KeyObject) => T | undefined, tried?: Set<string>): Promise<T | undefined>;
  /** The data key with which something of an account is sealed. Undefined if there is none: the account was removed. @throws as `open` */
  find(account: string): Promise<KnownDataKey | undefined>;
  /** Redis has another one. */
  forget(account: string): void;
}

export function createDataKeys(redis: RedisConnection, keys: RedisKeys, clusterKeys: ClusterKeys): DataKeys {
  const known = new Map<string, KnownDataKey>();
  const read = async (account: string): Promise<KnownDataKey | undefined> => {
    const wrapped = (await redis.hgetBuffer(keys.accountKeys(account).meta, "key")) ?? undefined;
    const dataKey = wrapped ? clusterKeys.unwrap(account, wrapped) : undefined;
    const found = wrapped && dataKey ? { dataKey, wrapped } : undefined;
    if (found) known.set(account, found);
    else known.delete(account);
    return found;
  };
  return {
    async open(account, open, tried) {
      const before = known.get(account)?.dataKey;
      const opened = before && open(before);
      if (opened !== undefined || tried?.has(account)) return opened;
      tried?.add(account);
      const now = (await read(account))?.dataKey;
      return now && (before?.equals(now) ? undefined : open(now));
    },
    find: async (account) => known.get(account) ?? read(account),
    forget: (account) => void known.delete(account),
  };
}
