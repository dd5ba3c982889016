import { CasementError } from "@casement/core";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { outcomeOf, runScript, type ScriptReply } from "../redis/run-script.ts";
import { defaultCrashPolicy, suspectFrom } from "./account-trials.ts";
import { addAccountScript, findOwnerScript, forgiveScript, removeAccountScript } from "./scripts.ts";
import { readClosed, workerCrashed } from "./slot-accounts.ts";
import { createSlotKeys, slotCount, slotOf, workerOfToken } from "./slot-keys.ts";

/** Which accounts the cluster has, from any process. */
export interface AccountPlaces {
  /**
   * Adds an account; a worker opens it. `signInOf`: the account whose sign-in it uses.
   * @throws CasementError `edit-conflict` while another process still closes it under another sign-in
   */
  add(account: string, signInOf?: string): Promise<void>;
  /** Its worker closes the account. What is stored of it stays. Does nothing if there is no such account. */
  remove(account: string): Promise<void>;
  /** The worker that runs an account and its token, if there is one. One that ended workers may wait until it is opened. @throws CasementError `account-unknown` */
  ownerOf(account: string): Promise<{ readonly worker: string; readonly token: string; readonly slot: number } | undefined>;
  /** Accounts that are closed, or were a short time ago, because they ended their worker: `worker-crashed` with `details.retryAt`. */
  closed(): Promise<ReadonlyMap<string, CasementError>>;
  /** Opens an account again that had ended its worker. @throws CasementError `account-unknown` */
  retry(account: string): Promise<void>;
}

export function createAccountPlaces(redis: RedisConnection, redisKeys: RedisKeys, slots: number = slotCount): AccountPlaces {
  const keys = createSlotKeys(redisKeys);
  const placeOf = async (account: string): Promise<number | undefined> => {
    const found = await redis.hget(keys.places, account);
    return found === null ? undefined : Number(found);
  };
  return {
    async add(account, signInOf = "") {
      const slot = slotOf(signInOf || account, slots);
      const names = [keys.accounts(slot), keys.places, keys.leaving, keys.changes];
      const reply = await runScript(redis, addAccountScript, names, [account, slot, signInOf]);
      if (outcomeOf(reply) === "ELSEWHERE")
        throw new CasementError(
          "edit-conflict",
          `The account ${account} is still there with another sign-in, or is being closed. Remove it, then try again in a few seconds.`,
        );
    },
    async remove(account) {
      const slot = await placeOf(account);
      if (slot === undefined) return;
      const names = [keys.lock(slot), keys.accounts(slot), keys.places, keys.leaving, keys.changes, keys.crashes, keys.closed];
      await runScript(redis, removeAccountScript, names, [account, slot]);
    },
    async ownerOf(account) {
      const slot = await placeOf(account);
      if (slot === undefined) throw unknown(account);
      const names = [keys.lock(slot), keys.accounts(slot), keys.crashes, keys.closed];
      const reply = await runScript(redis, findOwnerScript, names, [account, keys.opening(""), suspectFrom(defaultCrashPolicy)]);
      if (outcomeOf(reply) !== "OK") return undefined;
      const token = String((reply as readonly ScriptReply[])[1]);
      return { worker: workerOfToken(token), token, slot };
    },
    async closed() {
      const found = Object.entries(await redis.hgetall(keys.closed));
      return new Map(found.map(([account, text]) => [account, workerCrashed(account, readClosed(text))]));
    },
    async retry(account) {
      const reply = await runScript(redis, forgiveScript, [keys.places, keys.changes, keys.crashes, keys.closed], [account]);
      if (outcomeOf(reply) === "UNKNOWN") throw unknown(account);
    },
  };
}

const unknown = (account: string): CasementError => new CasementError("account-unknown", `There is no account ${account}.`);
