import { type KeyObject, randomBytes } from "node:crypto";
import { type CasementError, type Clock, systemClock } from "@casement/core";
import type { AccountLease, StatePort } from "@casement/host/ports";
import { type ClusterKeys, createDataKey } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { outcomeOf, type RedisScript, runScript, type ScriptReply } from "../redis/run-script.ts";
import { openStoredLog, readStoredLog } from "./open-stored-log.ts";
import { createRedisAccountStore } from "./redis-account-store.ts";
import { openScript, removeScript, setAsideScript } from "./scripts.ts";
import { leaseLost, secondsAside, storeDamaged, unavailableBy } from "./store-errors.ts";
import { withinLimit } from "./within-limit.ts";

export interface RedisStateOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  /** The key in Redis that has the token of the process that runs the account. */
  readonly lockOf: (account: string) => string;
  readonly clock?: Clock;
  /** How long something waits while Redis does not answer (ms). Default: 60,000. */
  readonly waitLimit?: number;
}

/** The state of all accounts in Redis. Every write is refused unless the lock of the account has the lease's token. */
export function createRedisState(options: RedisStateOptions): StatePort {
  const { redis, keys, clusterKeys, lockOf, clock = systemClock, waitLimit = 60_000 } = options;
  const run = async (
    account: string,
    lease: AccountLease,
    script: RedisScript,
    names: readonly string[],
    args: readonly (string | number | Buffer)[],
  ) => {
    const sent = runScript(redis, script, [lockOf(account), ...names], [lease.token, ...args]);
    const reply = await withinLimit(clock, waitLimit, sent).catch((error) => {
      throw unavailableBy(error);
    });
    if (outcomeOf(reply) === "LOST") throw leaseLost(account, lease);
    return reply;
  };
  /** The key that Redis has, or a new one. */
  const openOnce = async (account: string, lease: AccountLease) => {
    const { meta, base, log } = keys.accountKeys(account);
    const reply: ScriptReply = await run(
      account,
      lease,
      openScript,
      [meta, base, log],
      [randomBytes(16).toString("base64url"), clusterKeys.wrap(account, createDataKey())],
    );
    const stored = readStoredLog(reply);
    const dataKey: KeyObject | undefined = clusterKeys.unwrap(account, stored.wrappedKey);
    return { stored, dataKey, opened: dataKey && openStoredLog(stored, dataKey, account) };
  };
  return {
    async open(account, lease) {
      const at = keys.accountKeys(account);
      let setAside: CasementError | undefined;
      for (;;) {
        const { stored, dataKey, opened } = await openOnce(account, lease);
        if (dataKey && opened)
          return createRedisAccountStore({
            redis,
            keys,
            clock,
            waitLimit,
            account,
            lease,
            lock: lockOf(account),
            dataKey,
            stored,
            opened,
            setAside,
          });
        const aside = at.aside ?? at;
        const names = [at.meta, at.base, at.log, at.files, aside.meta, aside.base, aside.log, aside.files];
        await run(account, lease, setAsideScript, names, [dataKey ? 1 : 0, secondsAside]);
        setAside = storeDamaged(account, "damaged", aside.meta);
      }
    },
    async remove(account, lease) {
      const { meta, base, log, files, index, sensors, aside } = keys.accountKeys(account);
      const stored = [meta, base, log, files, index, sensors];
      const names = [keys.changes, ...stored, ...(aside ? [aside.meta, aside.base, aside.log, aside.files] : [])];
      await run(account, lease, removeScript, names, [account]);
    },
  };
}
