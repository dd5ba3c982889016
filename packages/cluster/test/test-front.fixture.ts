import type { AccountLease } from "@casement/host/ports";
import { createTestHost, type HostRig, type TestHostOptions } from "@casement/testing";
import { expect } from "vitest";
import { createStoredAccounts } from "../src/accounts/stored-accounts.ts";
import { createRedisCalls } from "../src/calls/redis-calls.ts";
import { createFront } from "../src/front/create-front.ts";
import { openFrontAccounts } from "../src/front/front-accounts.ts";
import type { FrontOptions } from "../src/front/front-options.ts";
import { createClusterKeys } from "../src/keys/cluster-keys.ts";
import { createAccountPlaces } from "../src/ownership/account-places.ts";
import { createSlotKeys, slotOf } from "../src/ownership/slot-keys.ts";
import { createKeys } from "../src/redis/keys.ts";
import { createRedisUploads } from "../src/shared/redis-uploads.ts";
import { createRedisState } from "../src/state/redis-state.ts";
import { createRedisSensors } from "../src/view/redis-sensors.ts";
import type { TestRedis } from "./test-redis.fixture.ts";
import { testClusterKey } from "./test-state.fixture.ts";

/** A host that runs accounts, with a clock that only the test advances, and as many fronts as the test opens, all on one Redis. */
export async function createTestCluster(server: TestRedis, options: TestHostOptions) {
  const redis = server.connect();
  const keys = createKeys("test:");
  const clusterKeys = createClusterKeys([testClusterKey]);
  const problems: unknown[] = [];
  const common = { redis, keys, clusterKeys, onProblem: (error: unknown) => void problems.push(error) };
  const stored = createStoredAccounts(common);
  const clientId = "11111111-1111-4111-8111-111111111111";
  const accounts = [{ name: "home", clientId, accountType: "work", ...options.account }, ...(options.moreAccounts ?? [])];
  const slotKeys = createSlotKeys(keys);
  const lockOf = (name: string): string => slotKeys.lock(slotOf(accounts.find((account) => account.name === name)?.signIn ?? name));
  const lease: AccountLease = { token: "worker:1", sure: () => true };
  /** Becomes the owner of all accounts, or ends without a word. */
  const own = async (isOwner: boolean): Promise<void> => {
    for (const { name } of accounts) await (isOwner ? redis.set(lockOf(name), lease.token) : redis.del(lockOf(name)));
  };
  for (const { plugins: _, ...account } of accounts.map((each) => ({ plugins: [], ...each }))) await stored.add(account);
  await own(true);
  const signal = new AbortController().signal;
  const calls = createRedisCalls({
    ...common,
    owners: createAccountPlaces(redis, keys),
    own: { worker: "worker", lockOf, owned: () => ({ lease, signal }) },
  });
  const sensors = createRedisSensors({ ...common, lockOf });
  const state = createRedisState({ redis, keys, clusterKeys, lockOf });
  const ports = { state, leases: { lease: () => lease }, calls, sensors, uploads: createRedisUploads(common) };
  const owner = await createTestHost({ ...options, host: { ...options.host, ports } });
  const ends: (() => Promise<void>)[] = [];
  return {
    owner,
    redis,
    keys,
    stored,
    problems,
    own,
    /** Another process that shows the accounts. */
    async openFront(more: Partial<FrontOptions> = {}) {
      const followed = await openFrontAccounts(stored);
      const front = await createFront({ ...common, redis: server.connect(), accounts: followed, ...more });
      await front.start();
      ends.push(async () => {
        await front.stop();
        await followed[Symbol.asyncDispose]();
      });
      return front;
    },
    async [Symbol.asyncDispose]() {
      for (const end of ends) await end();
      await owner[Symbol.asyncDispose]();
      await calls[Symbol.asyncDispose]();
    },
  };
}

/** A front as an implementation of `Host`. */
export async function createFrontRig(server: TestRedis, options: TestHostOptions): Promise<HostRig> {
  const cluster = await createTestCluster(server, options);
  const { owner } = cluster;
  const host = await cluster.openFront();
  return {
    owner,
    host,
    async caughtUp() {
      // Reports of its state wait up to two seconds of the owner's clock.
      await owner.advance(2_000);
      await expect.poll(() => JSON.stringify(host.index())).toBe(JSON.stringify(owner.host.index()));
      await expect
        .poll(() => host.accounts.map((account) => account.status()))
        .toEqual(owner.host.accounts.map((account) => account.status()));
      await expect.poll(() => host.events.lastId ?? null).toBe(await cluster.redis.get(cluster.keys.journalLast));
    },
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}
