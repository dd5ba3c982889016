import type { KeyObject } from "node:crypto";
import { CasementError } from "@casement/core";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { type ClusterKeys, createDataKey } from "./cluster-keys.ts";

/** The field of the hash `cluster` with the shared key, wrapped as the key of an account of this name, which no account has. */
export const [sharedField, sharedName] = ["key", ""] as const;

/**
 * The key of what belongs to all accounts, such as their configurations. The first process that asks for it creates it. It is not kept: a Redis that lost
 * its last second may have another one.
 * @throws CasementError `store-damaged`, with the reason `wrong-key` if this process has another cluster key; nothing was changed
 */
export async function openSharedKey(options: {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
}): Promise<KeyObject> {
  const { redis, keys, clusterKeys } = options;
  await redis.hsetnx(keys.cluster, sharedField, clusterKeys.wrap(sharedName, createDataKey()));
  const found = await redis.hgetBuffer(keys.cluster, sharedField);
  const opened = found ? clusterKeys.unwrap(sharedName, found) : undefined;
  if (opened) return opened;
  throw new CasementError(
    "store-damaged",
    `The field ${sharedField} of ${keys.cluster} in Redis is damaged, and with it the configurations of all accounts. Restore a copy of Redis, or delete ${keys.cluster} and ${keys.accounts}, and add the accounts again.`,
    { details: { reason: "damaged" } },
  );
}
