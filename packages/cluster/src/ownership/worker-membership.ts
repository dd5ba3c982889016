import type { RedisConnection } from "../redis/connect-redis.ts";
import { runScript, type ScriptReply } from "../redis/run-script.ts";
import { heartbeatScript } from "./scripts.ts";
import type { SharingWorker } from "./shares.ts";
import type { SlotKeys } from "./slot-keys.ts";

/** What a worker learns when it tells the others that it lives. */
export interface WorkerHeartbeat {
  /** By the clock of Redis (ms). */
  readonly now: number;
  /** Of the whole cluster. */
  readonly accounts: number;
  /** Slots whose accounts have changed. */
  readonly changed: readonly number[];
}

export interface WorkerMembership {
  beat(me: SharingWorker): Promise<WorkerHeartbeat>;
  /** Those that live, this one first. */
  workers(): readonly SharingWorker[];
  leave(): Promise<void>;
}

/** Which workers live: each has a key in Redis that it renews. `lifetime` (ms): of that key. */
export function createMembership(redis: RedisConnection, keys: SlotKeys, id: string, lifetime: number): WorkerMembership {
  let workers: readonly SharingWorker[] = [];
  let all = "";
  const versions = new Map<string, string>();
  return {
    async beat(me) {
      const names = [keys.workers, keys.worker(id), keys.changes, keys.places];
      const args = [id, JSON.stringify(me), lifetime, keys.worker(""), all];
      const [now, accounts, said, changes] = (await runScript(redis, heartbeatScript, names, args)) as readonly ScriptReply[];
      const found = (said as readonly Buffer[]).map((text) => JSON.parse(String(text)) as SharingWorker);
      workers = [me, ...found.filter((worker) => worker.id !== id)];
      const changed: number[] = [];
      const texts = (changes as readonly Buffer[]).map(String);
      for (let i = 0; i + 1 < texts.length; i += 2) {
        const [field, version] = [texts[i]!, texts[i + 1]!];
        if (field === "all") all = version;
        else if (versions.get(field) !== version) changed.push(Number(field));
        versions.set(field, version);
      }
      return { now: Number(now), accounts: Number(accounts), changed };
    },
    workers: () => workers,
    async leave() {
      await redis.del(keys.worker(id), keys.opening(id), keys.trialOf(id));
      await redis.srem(keys.workers, id);
    },
  };
}
