import { type Clock, systemClock } from "@casement/core";
import type { CallPort } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { createAccountCaller } from "./account-caller.ts";
import type { AccountOwners, OwnedAccounts } from "./account-owners.ts";
import { createCallKeys } from "./call-keys.ts";
import { createCallServer } from "./call-server.ts";

export interface RedisCallsOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  readonly owners: AccountOwners;
  /** Omit it in a process that owns no accounts: it cannot serve. */
  readonly own?: OwnedAccounts;
  /** The handler threw something else than a `CasementError`, so that the caller learns only that there is a fault; or Redis could not be read. */
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
  /** How long a call waits while Redis does not answer (ms). Default: 10,000. */
  readonly waitLimit?: number;
}

export interface RedisCalls extends CallPort, AsyncDisposable {
  /** Resolves when the calls of an account that have begun here are answered. Wait for it before the account is given back. */
  settled(account: string): Promise<void>;
}

/** Calls over Redis: a stream for each worker, and a hash for each call. */
export function createRedisCalls(options: RedisCallsOptions): RedisCalls {
  const { redis, clusterKeys, owners, own, onProblem, clock = systemClock, waitLimit = 10_000 } = options;
  const keys = createCallKeys(options.keys.prefix);
  const caller = createAccountCaller({ redis, keys, clusterKeys, owners, clock, waitLimit });
  const server = own && createCallServer({ redis, keys, clusterKeys, own, clock, onProblem });
  return {
    call: caller.call,
    serve(handler) {
      if (!server) throw new Error("A process that owns no accounts cannot answer their calls.");
      return server.serve(handler);
    },
    async settled(account) {
      await server?.settled(account);
    },
    async [Symbol.asyncDispose]() {
      await server?.close();
      await server?.settled();
      caller.close();
    },
  };
}
