import type { KeyObject } from "node:crypto";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import type { ClusterKeys } from "./cluster-keys.ts";

/** The data keys of accounts, for a process that shows what their owners store. */
export interface DataKeys {
  /**
   * Opens something of an account with its data key. If `open` returns undefined, it is called again with the key that Redis has now: an account that
   * was removed and added has another one. Undefined if that fails, too, or if there is no key any more. `tried`: accounts for which that was done
   * before, and is not done again; it grows.
   * @throws CasementError `store-damaged` with the reason `wrong-key`
   */
  open<T>(account: string, open: (dataKey: KeyObject) => T | undefined, tried?: Set<string>): Promise<T | undefined>;
}

export function createDataKeys(redis: RedisConnection, keys: RedisKeys, clusterKeys: ClusterKeys): DataKeys {
  const known = new Map<string, KeyObject>();
  const read = async (account: string): Promise<KeyObject | undefined> => {
    const wrapped = await redis.hgetBuffer(keys.accountKeys(account).meta, "key");
    const dataKey = wrapped ? clusterKeys.unwrap(account, wrapped) : undefined;
    if (dataKey) known.set(account, dataKey);
    else known.delete(account);
    return dataKey;
  };
  return {
    async open(account, open, tried) {
      const before = known.get(account);
      const opened = before && open(before);
      if (opened !== undefined || tried?.has(account)) return opened;
      tried?.add(account);
      const now = await read(account);
      return now && (before?.equals(now) ? undefined : open(now));
    },
  };
}
