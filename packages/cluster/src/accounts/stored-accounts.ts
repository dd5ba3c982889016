import { createHash, type KeyObject, randomBytes } from "node:crypto";
import { CasementError, type Clock, createIssue, systemClock, textOfIssues } from "@casement/core";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import { openClusterDataKey } from "../keys/rotate-keys.ts";
import { openJson, sealJson } from "../keys/sealing.ts";
import { createSlotKeys, slotCount, slotOf } from "../ownership/slot-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { outcomeOf, type RedisScript, runScript, type ScriptReply } from "../redis/run-script.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import { addStoredScript, changeStoredScript, purgeScript, removeStoredScript } from "./account-scripts.ts";
import { type FollowedAccounts, followAccounts } from "./follow-accounts.ts";

/** An account as in casement.yaml. What it means is the host's matter: here only its name counts, and whose sign-in it uses. */
export interface AccountBlock {
  readonly name: string;
  readonly signIn?: string | undefined;
  readonly [key: string]: unknown;
}

export interface StoredAccount {
  readonly name: string;
  /** Random. Given when it was added: another account of the same name has another one. */
  readonly id: string;
  readonly configuration: AccountBlock;
  /** Identifies what is stored, so that a change does not overwrite another one. */
  readonly version: string;
}

type StoredContent = readonly [configuration: AccountBlock, id: string];

export interface StoredAccountChange {
  readonly name: string;
  /** Undefined: it was removed. */
  readonly account: StoredAccount | undefined;
}

/** The accounts of a cluster with their configurations, from any process. Everything throws `store-unavailable` if Redis does not answer. */
export interface StoredAccounts {
  /** By name. Damaged ones are left out, and told to `onProblem`. */
  list(): Promise<ReadonlyMap<string, StoredAccount>>;
  /** Undefined if there is none. @throws CasementError `store-damaged` */
  read(name: string): Promise<StoredAccount | undefined>;
  /**
   * Adds an account; a worker opens it.
   * @throws CasementError `input-invalid` with issues by key; `edit-conflict` while an account of this name is being closed
   */
  add(configuration: AccountBlock): Promise<void>;
  /**
   * Replaces the configuration of an account; its worker learns of it by `follow`. `version`: that of what was read.
   * @throws CasementError `account-unknown`, `edit-conflict`, `input-invalid`
   */
  change(name: string, configuration: AccountBlock, version?: string): Promise<void>;
  /**
   * Removes an account: its worker closes it and deletes its data.
   * @throws CasementError `account-unknown`, `config-invalid` if another account uses its sign-in
   */
  remove(name: string): Promise<void>;
  /** Deletes what workers that ended have left of removed accounts. Call it from time to time in every worker. */
  purge(): Promise<void>;
  /** All accounts, and their changes from then on. None is missed, also after Redis was gone; several in a row can be told as one. */
  follow(listener: (change: StoredAccountChange) => void): Promise<FollowedAccounts>;
}

export interface StoredAccountsOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  /** A configuration is damaged, a listener threw, or Redis could not be read; it is tried again. */
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
  /** How long something waits while Redis does not answer (ms). Default: 10,000. */
  readonly waitLimit?: number;
  /** All processes must have the same. Default: 256. */
  readonly slots?: number;
}

export function createStoredAccounts(options: StoredAccountsOptions): StoredAccounts {
  const { redis, keys, clusterKeys, onProblem, clock = systemClock, waitLimit = 10_000, slots = slotCount } = options;
  const slotKeys = createSlotKeys(keys);
  const ask = <T>(answer: Promise<T>): Promise<T> =>
    withinLimit(clock, waitLimit, answer).catch((error) => {
      throw unavailableBy(error);
    });
  const run = (script: RedisScript, names: readonly string[], args: readonly (string | number | Buffer)[]): Promise<ScriptReply> =>
    ask(runScript(redis, script, names, args));
  const sharedKey = (): Promise<KeyObject> => ask(openClusterDataKey({ redis, keys, clusterKeys }));
  const open = (key: KeyObject, name: string, sealed: Buffer): StoredAccount => {
    const opened = openJson(key, placeOf(name), sealed);
    if (!opened) throw damaged(name, keys.accounts);
    const [configuration, id] = opened[0] as StoredContent;
    return { name, id, configuration, version: versionOf(sealed) };
  };
  const read = async (name: string): Promise<StoredAccount | undefined> => {
    const sealed = await ask(redis.hgetBuffer(keys.accounts, name));
    return sealed ? open(await sharedKey(), name, sealed) : undefined;
  };
  const list = async (): Promise<Map<string, StoredAccount>> => {
    const [key, found] = [await sharedKey(), await ask(redis.hgetallBuffer(keys.accounts))];
    const accounts = new Map<string, StoredAccount>();
    for (const [name, sealed] of Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1))) {
      try {
        accounts.set(name, open(key, name, sealed));
      } catch (error) {
        onProblem(error);
      }
    }
    return accounts;
  };
  const dataOf = (name: string): readonly string[] => {
    const { aside, ...own } = keys.accountKeys(name);
    return [...Object.values(own), ...Object.values(aside ?? {}).filter((key) => key !== undefined)] as readonly string[];
  };

  return {
    list,
    read,
    async add(configuration) {
      const { name, signIn = "" } = configuration;
      const slot = slotOf(signIn || name, slots);
      const inSlot = [slotKeys.accounts(slot), slotKeys.places, slotKeys.leaving, slotKeys.changes];
      const names = [...inSlot, keys.accounts, keys.accountChanges, keys.removed, keys.changes, ...dataOf(name)];
      const content: StoredContent = [configuration, randomBytes(12).toString("base64url")];
      const sealed = sealJson(await sharedKey(), placeOf(name), content);
      const outcome = outcomeOf(await run(addStoredScript, names, [name, slot, signIn, sealed]));
      if (outcome === "EXISTS") throw mistake("added", "name", "is already the name of another account");
      if (outcome === "NO-SIGN-IN") throw mistake("added", "signIn", `no account is named ${signIn}`);
      if (outcome === "BORROWS")
        throw mistake("added", "signIn", `${signIn} uses the sign-in of another account; use the name of that account`);
      if (outcome !== "OK")
        throw new CasementError(
          "edit-conflict",
          `The account ${name} was removed a moment ago, and is being closed. Try again in a few seconds.`,
        );
    },
    async change(name, configuration, version) {
      const known = await read(name);
      if (!known) throw unknown(name);
      const { signIn } = known.configuration;
      if (configuration.name !== name)
        throw mistake("changed", "name", "cannot change; add an account with the new name, and remove this one");
      if (configuration.signIn !== signIn)
        throw mistake("changed", "signIn", "cannot change in a cluster; remove the account, and add it again");
      const content: StoredContent = [configuration, known.id];
      const sealed = sealJson(await sharedKey(), placeOf(name), content);
      const outcome = outcomeOf(
        await run(changeStoredScript, [keys.accounts, keys.accountChanges], [name, version ?? known.version, sealed]),
      );
      if (outcome === "UNKNOWN") throw unknown(name);
      if (outcome !== "OK")
        throw new CasementError(
          "edit-conflict",
          `Account ${name} was changed elsewhere meanwhile, so this change was not saved. Load it again, then repeat the change.`,
        );
    },
    async remove(name) {
      const place = await ask(redis.hget(slotKeys.places, name));
      if (place === null) throw unknown(name);
      const slot = Number(place);
      const inSlot = [slotKeys.lock(slot), slotKeys.accounts(slot), slotKeys.places, slotKeys.leaving, slotKeys.changes];
      const names = [...inSlot, slotKeys.crashes, slotKeys.closed, keys.accounts, keys.accountChanges, keys.removed, keys.changes];
      const reply = await run(removeStoredScript, [...names, ...dataOf(name)], [name, slot]);
      if (outcomeOf(reply) === "USED")
        throw new CasementError(
          "config-invalid",
          `Account ${String((reply as readonly ScriptReply[])[1])} uses the sign-in of ${name}. Remove or change it first.`,
        );
    },
    async purge() {
      for (const name of await ask(redis.smembers(keys.removed)))
        await run(purgeScript, [slotKeys.places, slotKeys.leaving, keys.removed, keys.changes, ...dataOf(name)], [name]);
    },
    follow: (listener) => followAccounts({ redis, keys, clock, onProblem, list, read, listener }),
  };
}

const placeOf = (name: string) => ["account", name];

/** What `redis.sha1hex` says of it. */
const versionOf = (sealed: Buffer): string => createHash("sha1").update(sealed).digest("hex");

const unknown = (name: string): CasementError => new CasementError("account-unknown", `There is no account ${name}.`);

const damaged = (name: string, hash: string): CasementError =>
  new CasementError(
    "store-damaged",
    `The configuration of the account ${name} in ${hash} of Redis is damaged. Remove the account, and add it again.`,
    { details: { reason: "damaged" } },
  );

function mistake(done: "added" | "changed", key: string, message: string): CasementError {
  const issues = [createIssue([key], message)];
  return new CasementError("input-invalid", `The account was not ${done}: ${textOfIssues(issues)}.`, { details: { issues } });
}
