import type { RedisConnection } from "../redis/connect-redis.ts";
import { runScript, type ScriptReply } from "../redis/run-script.ts";
import type { CrashPolicy } from "./account-trials.ts";
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
  /** `closed`: accounts that were closed since the last beat. */
  beat(me: SharingWorker, closed: readonly string[]): Promise<WorkerHeartbeat>;
  /** Those that live, this one first. */
  workers(): readonly SharingWorker[];
  /** Whether one of them has missed some beats, and may have ended. */
  isSomebodySilent(): boolean;
  leave(): Promise<void>;
}

export interface MembershipOptions {
  readonly redis: RedisConnection;
  readonly keys: SlotKeys;
  readonly id: string;
  /** How long a worker lives that is not heard (ms). */
  readonly lifetime: number;
  /** From when on it is silent (ms). */
  readonly silence: number;
  readonly policy: CrashPolicy;
}

/** Which workers live: each has a key in Redis that it renews. */
export function createMembership({ redis, keys, id, lifetime, silence, policy }: MembershipOptions): WorkerMembership {
  let workers: readonly SharingWorker[] = [];
  let all = "";
  let silent = 0;
  const versions = new Map<string, string>();
  return {
    async beat(me, closed) {
      const names = [keys.workers, keys.worker(id), keys.changes, keys.places, keys.opening(id), keys.seen(id), keys.crashes, keys.closed];
      const args = [
        id,
        JSON.stringify(me),
        lifetime,
        keys.worker(""),
        all,
        policy.openingTime,
        policy.memory,
        lifetime - silence,
        ...closed,
      ];
      const [now, accounts, said, changes, silentNow] = (await runScript(redis, heartbeatScript, names, args)) as readonly ScriptReply[];
      const found = (said as readonly Buffer[]).map((text) => JSON.parse(String(text)) as SharingWorker);
      workers = [me, ...found.filter((worker) => worker.id !== id)];
      silent = Number(silentNow);
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
    isSomebodySilent: () => silent > 0,
    async leave() {
      await redis.del(keys.worker(id), keys.opening(id), keys.seen(id));
      await redis.srem(keys.workers, id);
    },
  };
}
