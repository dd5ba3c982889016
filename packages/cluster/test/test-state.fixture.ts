import { randomBytes } from "node:crypto";
import type { AccountLease, AccountStore, StateStep, StoredRecord } from "@casement/host/ports";
import { type ClusterKeys, createClusterKeys } from "../src/keys/cluster-keys.ts";
import type { RedisConnection } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import { openEvent } from "../src/state/journal-entries.ts";
import { createRedisState, type RedisStateOptions } from "../src/state/redis-state.ts";

/** The state port on a Redis of a test, with locks that the test gives out. */
export function createTestState(redis: RedisConnection, options: Partial<RedisStateOptions> = {}) {
  const keys = createKeys("test:");
  const lockOf = (account: string): string => `test:lock:${account}`;
  const clusterKeys: ClusterKeys = options.clusterKeys ?? createClusterKeys([testClusterKey]);
  const state = createRedisState({ redis, keys, clusterKeys, lockOf, ...options });
  return {
    redis,
    keys,
    state,
    lockOf,
    /** Makes this process the owner, instead of another one. */
    async own(account: string): Promise<AccountLease> {
      const token = randomBytes(9).toString("base64url");
      await redis.set(lockOf(account), token);
      return { token, sure: () => true };
    },
    /** What the journal has, oldest first. */
    async readEvents(account: string) {
      const wrapped = await redis.hgetBuffer(keys.accountKeys(account).meta, "key");
      const dataKey = wrapped && clusterKeys.unwrap(account, wrapped);
      const entries = await redis.xrangeBuffer(keys.journal, "-", "+");
      return entries.flatMap(([id, [, name, , sealed]]) =>
        String(name) === account && dataKey ? [openEvent(dataKey, account, String(id), sealed!)] : [],
      );
    },
  };
}

export const testClusterKey = "11".repeat(32);

/** An account's state for tests: lists of numbers, by the part to which they belong. */
export interface NumberedState {
  readonly lists: Map<string, number[]>;
  apply(record: StoredRecord): void;
  /** A step that adds a number to a list, with an event if it has a name. */
  add(part: string, number: number, event?: string): StateStep;
  /** A step that forgets a list. */
  drop(part: string): StateStep;
  parts(): { readonly id: string; readonly records: readonly StoredRecord[] }[];
}

export type NumberedRecord = StoredRecord & { readonly number?: number };

export function createNumberedState(store?: AccountStore, account = "home"): NumberedState {
  const lists = new Map<string, number[]>();
  const apply = ({ t, f = "", number }: NumberedRecord): void => {
    if (t === "drop") lists.delete(f);
    else if (number !== undefined) lists.set(f, [...(lists.get(f) ?? []), number]);
  };
  for (const record of store?.replay() ?? []) apply(record);
  const recordOf = (part: string, number: number): NumberedRecord => ({ t: "add", ...(part !== "" && { f: part }), number });
  return {
    lists,
    apply,
    add: (part, number, event) => ({
      record: recordOf(part, number),
      ...(event && { events: [{ account, type: `test/${event}`, at: "2026-03-02T08:00:00.000Z", payload: { number } }] }),
      apply,
    }),
    drop: (part) => ({ record: { t: "drop", f: part }, apply }),
    parts: () =>
      [...lists.keys()]
        .sort((a, b) => Number(a === "") - Number(b === ""))
        .map((id) => ({ id, records: (lists.get(id) ?? []).map((number) => recordOf(id, number)) })),
  };
}
