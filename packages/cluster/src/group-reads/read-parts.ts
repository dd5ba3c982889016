import type { ReadPart } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { StreamEntry } from "../redis/follow-stream.ts";
import type { GroupKeys } from "./group-keys.ts";
import { openApart, sealApart } from "./own-key.ts";

/** What was read in a group for one worker. */
export interface SentPart extends ReadPart {
  readonly group: string;
  /** How long ago it was read (ms). */
  readonly age: number;
}

/** What a stream keeps for a worker that is slow. Older parts are worth nothing. */
const keptParts = 200;
const lifetimeMs = 120_000;

/** Adds a part to the stream of a worker. */
export async function sendPart(
  redis: RedisConnection,
  keys: GroupKeys,
  clusterKeys: ClusterKeys,
  worker: string,
  { group, ids, values, age }: SentPart,
): Promise<void> {
  const { wrappedKey, sealed } = sealApart(clusterKeys, placeOf(group, worker), [ids, [...values]]);
  const stream = keys.parts(worker);
  await redis
    .multi()
    .xadd(stream, "MAXLEN", "~", keptParts, "*", "g", group, "a", Math.round(age), "k", wrappedKey, "v", sealed)
    .pexpire(stream, lifetimeMs)
    .exec();
}

/** Undefined if it is damaged. `now`: by the clock of Redis (ms), which gave the entry its id. */
export function openPart(clusterKeys: ClusterKeys, worker: string, now: number, [id, fields]: StreamEntry): SentPart | undefined {
  const [, group, , age, , wrappedKey, , sealed] = fields;
  if (!group || !wrappedKey || !sealed) return undefined;
  const opened = openApart(clusterKeys, placeOf(String(group), worker), { wrappedKey, sealed });
  if (!opened) return undefined;
  const [ids, values] = opened as [string[], [string, string][]];
  return { group: String(group), ids, values: new Map(values), age: Number(age) + Math.max(0, now - Number(id.split("-")[0])) };
}

const placeOf = (group: string, worker: string) => ["group", group, "part", worker];
