import { type KeyObject, randomBytes } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { AccountLease, StoredFile, StoredFileOptions } from "@casement/host/ports";
import { openJson, sealJson } from "../keys/sealing.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { AccountKeys } from "../redis/keys.ts";
import { outcomeOf, type RedisScript, runScript } from "../redis/run-script.ts";
import { setFileAsideScript, writeFileScript } from "./scripts.ts";
import { daysAside, leaseLost, secondsAside, unavailableBy } from "./store-errors.ts";
import { withinLimit } from "./within-limit.ts";

interface StoredValueOf {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly waitLimit: number;
  readonly account: string;
  readonly at: AccountKeys;
  readonly lock: string;
  readonly lease: AccountLease;
  readonly dataKey: KeyObject;
  readonly name: string;
}

/** A small value of an account. It is replaced only if nobody has replaced it since it was read. */
export function createStoredValue<T>(of: StoredValueOf, options: StoredFileOptions<T>): StoredFile<T> {
  const { redis, clock, waitLimit, account, at, lock, lease, dataKey, name } = of;
  const { purpose, isValid, onSetAside, consequence } = options;
  const placeOf = (version: number) => ["file", account, name, purpose, version];
  const ask = <R>(answer: Promise<R>): Promise<R> =>
    withinLimit(clock, waitLimit, answer).catch((error) => {
      throw unavailableBy(error);
    });
  const run = async (script: RedisScript, keys: readonly string[], args: readonly (string | number | Buffer)[]): Promise<string> => {
    const outcome = outcomeOf(await ask(runScript(redis, script, [lock, ...keys], [lease.token, name, ...args])));
    if (outcome === "LOST") throw leaseLost(account, lease);
    return outcome;
  };
  const setAside = async (version: number): Promise<void> => {
    const outcome = await run(setFileAsideScript, [at.files, at.aside?.files ?? ""], [version, secondsAside]);
    if (outcome !== "OK") return;
    const next = typeof consequence === "string" ? consequence : consequence();
    const movedTo = at.aside?.files;
    const text = `What Redis has as ${name} of the account ${account} cannot be read. It is kept in ${movedTo} for ${daysAside} days. ${next}`;
    onSetAside(new CasementError("store-damaged", text, { details: { reason: "damaged", movedTo } }));
  };
  const load = async (): Promise<{ readonly value: T | undefined; readonly version: number }> => {
    const [sealed, found] = await ask(redis.hmgetBuffer(at.files, name, `${name}:version`));
    const version = Number(found ?? 0);
    if (!sealed) return { value: undefined, version };
    const opened = openJson(dataKey, placeOf(version), sealed);
    if (opened && (!isValid || isValid(opened[0]))) return { value: opened[0] as T, version };
    await setAside(version);
    return load();
  };
  return {
    read: async () => (await load()).value,
    async update(change) {
      for (;;) {
        const { value, version } = await load();
        const next = await change(value);
        if (next === value) return next;
        const content = next === undefined ? [] : [sealJson(dataKey, placeOf(version + 1), next)];
        const outcome = await run(writeFileScript, [at.files], [version, randomBytes(9).toString("base64url"), ...content]);
        if (outcome !== "CHANGED") return next;
      }
    },
  };
}
