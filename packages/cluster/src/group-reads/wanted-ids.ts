import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { GroupKeys } from "./group-keys.ts";
import { openApart, sealApart } from "./own-key.ts";

/** Which users' accounts each worker has in a group. */
export interface WantedIds {
  /** Tells the others, for a minute. */
  tell(ids: readonly string[]): Promise<void>;
  /** By worker. */
  all(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Takes this worker's back. */
  clear(): Promise<void>;
}

const lifetimeMs = 60_000;

export function createWantedIds(
  redis: RedisConnection,
  keys: GroupKeys,
  clusterKeys: ClusterKeys,
  { group, worker }: { readonly group: string; readonly worker: string },
): WantedIds {
  const placeOf = (of: string) => ["group", group, "wanted", of];
  const own = keys.wanted(group, worker);
  let told = "";
  return {
    async tell(ids) {
      const text = JSON.stringify(ids);
      // A key that is gone is written again.
      if (text === told && (await redis.pexpire(own, lifetimeMs)) === 1) return;
      const { wrappedKey, sealed } = sealApart(clusterKeys, placeOf(worker), ids);
      await redis.multi().hset(own, { k: wrappedKey, v: sealed }).pexpire(own, lifetimeMs).sadd(keys.workers(group), worker).exec();
      told = text;
    },
    async all() {
      const workers = await redis.smembers(keys.workers(group));
      const found = new Map<string, readonly string[]>();
      for (const one of workers) {
        const [wrappedKey, sealed] = await redis.hmgetBuffer(keys.wanted(group, one), "k", "v");
        const ids = wrappedKey && sealed && openApart(clusterKeys, placeOf(one), { wrappedKey, sealed });
        if (Array.isArray(ids)) found.set(one, ids);
        else await redis.srem(keys.workers(group), one);
      }
      return found;
    },
    async clear() {
      told = "";
      await redis.multi().del(own).srem(keys.workers(group), worker).exec();
    },
  };
}
