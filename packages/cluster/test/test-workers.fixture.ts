import type { LeaseEnd } from "@casement/host/ports";
import { onTestFinished } from "vitest";
import { createAccountPlaces } from "../src/ownership/account-places.ts";
import {
  createRedisOwnership,
  type OwnershipTimes,
  type RedisOwnership,
  type RedisOwnershipOptions,
} from "../src/ownership/redis-ownership.ts";
import { createSlotKeys, slotCount } from "../src/ownership/slot-keys.ts";
import { createKeys } from "../src/redis/keys.ts";
import type { TestRedis } from "./test-redis.fixture.ts";

/** Long enough that a busy machine loses no lock, and short enough for tests in which one ends. */
export const testTimes: Partial<OwnershipTimes> = { lockDuration: 6_000, stalledInterval: 500, heartbeat: 500, moveInterval: 0 };

export interface TestWorker {
  readonly id: string;
  readonly ownership: RedisOwnership;
  /** What runs now. */
  readonly open: ReadonlySet<string>;
  /** How accounts ended. */
  readonly ends: readonly (readonly [account: string, reason: LeaseEnd])[];
  /** Resolves when `run` does. */
  readonly ended: Promise<void>;
  readonly problems: readonly string[];
  drain(limit?: number): Promise<void>;
}

/** Workers of one process, each with a connection of its own. They take note of what they run together. */
export function createTestWorkers(server: TestRedis, common: Partial<RedisOwnershipOptions> = {}) {
  const redis = server.connect();
  const keys = createKeys("test:");
  const slots = common.slots ?? slotCount;
  const slotKeys = createSlotKeys(keys);
  const workers: TestWorker[] = [];
  /** When accounts were opened and closed, oldest first. */
  const history: { readonly account: string; readonly isOpen: boolean; readonly at: number; readonly worker: string }[] = [];
  const openNow = new Map<string, number>();
  let mostOwners = 0;
  const note = (account: string, worker: string, isOpen: boolean): void => {
    const count = (openNow.get(account) ?? 0) + (isOpen ? 1 : -1);
    openNow.set(account, count);
    mostOwners = Math.max(mostOwners, count);
    history.push({ account, isOpen, at: performance.now(), worker });
  };
  return {
    redis,
    keys,
    slotKeys,
    slots,
    places: createAccountPlaces(redis, keys, slots),
    history,
    /** The most processes that ever ran one account at the same time. */
    mostOwners: () => mostOwners,
    openAccounts: () => workers.flatMap(({ open }) => [...open]).sort(),
    async add(...accounts: readonly string[]) {
      for (const account of accounts) await this.places.add(account);
    },
    /** Whether one of these worker processes runs the account, by what they noted. Another one may note the end of what it lost later. */
    async runsIn(workers: readonly string[], account: string): Promise<boolean> {
      const lines = await redis.lrange(`test:ledger:${account}`, 0, -1);
      return workers.some((id) => lines.findLast((line) => line.startsWith(`${id} `)) === `${id} open`);
    },
    /** The workers' ids by slot, as the locks have them. */
    async owners(): Promise<readonly (string | undefined)[]> {
      const tokens = await redis.mget(...Array.from({ length: slots }, (_, slot) => slotKeys.lock(slot)));
      return tokens.map((token) => token?.slice(0, token.lastIndexOf(":")));
    },
    start(options: Partial<RedisOwnershipOptions> & { closing?: (account: string) => Promise<void> } = {}): TestWorker {
      const open = new Set<string>();
      const ends: [string, LeaseEnd][] = [];
      const problems: string[] = [];
      const ownership = createRedisOwnership({
        redis: server.connect(),
        keys,
        onProblem: ({ message }) => void problems.push(message),
        ...common,
        ...options,
        times: { ...testTimes, ...common.times, ...options.times },
      });
      const ended = ownership.run({
        async open(account, _, signal) {
          note(account, ownership.id, true);
          open.add(account);
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
          await options.closing?.(account);
          ends.push([account, signal.reason]);
          open.delete(account);
          note(account, ownership.id, false);
        },
      });
      const drain = async (limit = 60_000): Promise<void> => {
        await ownership.drain(limit);
        await ended;
      };
      onTestFinished(() => ownership.drain(0));
      const worker: TestWorker = { id: ownership.id, ownership, open, ends, ended, problems, drain };
      workers.push(worker);
      return worker;
    },
  };
}

export const accountNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `account-${index}`);
