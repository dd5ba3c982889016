import type { KeyObject } from "node:crypto";
import { CasementError } from "@casement/core";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { createScript, outcomeOf, type RedisScript, runScript } from "../redis/run-script.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { type ClusterKeys, createDataKey, wrappedUnder } from "./cluster-keys.ts";

interface KeysInRedis {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
}

/**
 * In the hash `cluster`: a key of its own, wrapped as those of accounts, by which a process notices that its cluster key is another one. It encrypts what
 * belongs to no account.
 */
const checkField = "key";
/** No account has this name. */
const checkName = "";

/**
 * Whether this process has the key of the cluster. The first process decides which it is. Call it before anything is opened.
 * @throws CasementError `store-damaged` with the reason `wrong-key`; nothing was changed
 */
export async function checkClusterKeys(of: KeysInRedis): Promise<void> {
  await openClusterDataKey(of);
}

/** The key of what belongs to no account. The first process makes it. @throws CasementError `store-damaged`, `store-unavailable` */
export async function openClusterDataKey(of: KeysInRedis): Promise<KeyObject> {
  const { keys, clusterKeys } = of;
  const found = await readOrCreateKey(of).catch((error) => {
    throw unavailableBy(error);
  });
  const dataKey = found && clusterKeys.unwrap(checkName, found);
  if (!dataKey)
    throw new CasementError("store-damaged", `The field ${checkField} of ${keys.cluster} in Redis is damaged. Delete it with HDEL.`, {
      details: { reason: "damaged" },
    });
  return dataKey;
}

/** Writes only if there is none, so that a Redis whose memory is full can be read. */
async function readOrCreateKey({ redis, keys, clusterKeys }: KeysInRedis): Promise<Buffer | null> {
  const found = await redis.hgetBuffer(keys.cluster, checkField);
  if (found) return found;
  await redis.hsetnx(keys.cluster, checkField, clusterKeys.wrap(checkName, createDataKey()));
  return redis.hgetBuffer(keys.cluster, checkField);
}

/** Under which cluster key how many keys are encrypted, by fingerprint. When an old one has none, it can be removed everywhere. */
export async function countByClusterKey({ redis, keys }: Omit<KeysInRedis, "clusterKeys">): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const { wrapped } of wrappedKeys(redis, keys)) {
    const fingerprint = wrappedUnder(wrapped);
    counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  }
  return counts;
}

/** Replaces a field if it is still what was read. KEYS: hash. ARGV: field, old, new. */
const replaceScript: RedisScript = createScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return {'CHANGED'} end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return {'OK'}`);

/**
 * Encrypts the keys of all accounts under the first cluster key. The accounts keep running, and their owners need not know: only what wraps their keys
 * changes. What was done before it was interrupted stays done. Returns how many were encrypted under another key.
 * @throws CasementError `store-damaged` with the reason `wrong-key` if one is encrypted with a cluster key that is not given
 */
export async function rotateClusterKeys({ redis, keys, clusterKeys }: KeysInRedis): Promise<number> {
  let rotated = 0;
  for await (const { hash, field, name, wrapped } of wrappedKeys(redis, keys)) {
    if (wrappedUnder(wrapped) === clusterKeys.fingerprint) continue;
    const dataKey = clusterKeys.unwrap(name, wrapped);
    // A damaged one is set aside when its account is opened.
    if (!dataKey) continue;
    const reply = await runScript(redis, replaceScript, [hash], [field, wrapped, clusterKeys.wrap(name, dataKey)]);
    if (outcomeOf(reply) === "OK") rotated++;
  }
  return rotated;
}

interface WrappedKey {
  readonly hash: string;
  readonly field: string;
  /** Of the account. */
  readonly name: string;
  readonly wrapped: Buffer;
}

async function* wrappedKeys(redis: RedisConnection, keys: RedisKeys): AsyncIterable<WrappedKey> {
  const read = async (hash: string, field: string, name: string): Promise<WrappedKey[]> => {
    const wrapped = await redis.hgetBuffer(hash, field);
    return wrapped ? [{ hash, field, name, wrapped }] : [];
  };
  yield* await read(keys.cluster, checkField, checkName);
  const seen = new Set<string>();
  let cursor = "0";
  do {
    const [next, found] = await redis.scan(cursor, "MATCH", keys.everyMeta, "COUNT", 500);
    cursor = next;
    for (const hash of found) {
      const name = keys.nameOf(hash);
      if (name === undefined || seen.has(hash)) continue;
      seen.add(hash);
      yield* await read(hash, "key", name);
    }
  } while (cursor !== "0");
}
