import type { AccountOwners, OwnedAccount } from "../src/calls/account-owners.ts";
import { createRedisCalls, type RedisCalls, type RedisCallsOptions } from "../src/calls/redis-calls.ts";
import { createClusterKeys } from "../src/keys/cluster-keys.ts";
import type { RedisConnection } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import { testClusterKey } from "./test-state.fixture.ts";

export const lockOf = (account: string): string => `test:lock:${account}`;
const ownerKeyOf = (account: string): string => `test:owner:${account}`;

/** A process that makes calls. Who owns what is as `giveAccount` says. */
export function createTestCaller(redis: RedisConnection, options: Partial<RedisCallsOptions> = {}): RedisCalls {
  return createRedisCalls({ ...inRedis(redis), ...options });
}

/** A process that runs the accounts that it was given. */
export interface TestOwner extends RedisCalls {
  /** Takes an account from whoever has it. Its old owner does not notice. */
  take(account: string): Promise<void>;
  /** What this process learns of the end of its ownership. */
  end(account: string, how: "lost" | "give-back"): void;
}

export function createTestOwner(redis: RedisConnection, worker: string, options: Partial<RedisCallsOptions> = {}): TestOwner {
  const accounts = new Map<string, OwnedAccount & { readonly ending: AbortController }>();
  const calls = createRedisCalls({ ...inRedis(redis), own: { worker, lockOf, owned: (account) => accounts.get(account) }, ...options });
  return {
    ...calls,
    async take(account) {
      const ending = new AbortController();
      const token = `${worker}:${accounts.size}:${Math.random()}`;
      accounts.set(account, { lease: { token, sure: () => true }, signal: ending.signal, ending });
      await giveAccount(redis, account, worker, token);
    },
    end: (account, how) => accounts.get(account)?.ending.abort(how),
  };
}

/** Makes a worker the owner of an account, as far as everybody else can see. */
export async function giveAccount(redis: RedisConnection, account: string, worker: string, token: string): Promise<void> {
  await redis.multi().set(lockOf(account), token).set(ownerKeyOf(account), worker).exec();
}

/** Nobody owns the account any more. */
export async function freeAccount(redis: RedisConnection, account: string): Promise<void> {
  await redis.del(lockOf(account), ownerKeyOf(account));
}

function inRedis(redis: RedisConnection): RedisCallsOptions {
  const owners: AccountOwners = {
    async ownerOf(account) {
      const worker = await redis.get(ownerKeyOf(account));
      return worker === null ? undefined : { worker };
    },
  };
  return {
    redis,
    keys: createKeys("test:"),
    clusterKeys: createClusterKeys([testClusterKey]),
    owners,
    // Tests pass time faster than a busy machine answers.
    waitLimit: 86_400_000,
    onProblem() {},
  };
}
