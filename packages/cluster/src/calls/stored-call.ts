import { CasementError, type Clock } from "@casement/core";
import type { CallRequest } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { outcomeOf, type RedisScript, runScript, type ScriptReply } from "../redis/run-script.ts";
import { whenReady } from "../redis/when-ready.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import type { AccountOwners } from "./account-owners.ts";
import { type CallAnswer, createCallContents } from "./call-contents.ts";
import { outcomeUnknown } from "./call-errors.ts";
import type { CallKeys } from "./call-keys.ts";
import { askScript, cancelScript, lookScript } from "./call-scripts.ts";

export interface StoredCallOptions {
  readonly redis: RedisConnection;
  readonly keys: CallKeys;
  readonly clusterKeys: ClusterKeys;
  readonly owners: AccountOwners;
  readonly clock: Clock;
  /** How long Redis may not answer (ms). */
  readonly waitLimit: number;
  /** Where the caller gets news. */
  readonly channel: string;
  /** How often the connection has broken. */
  readonly breaks: () => number;
}

/** What has become of a call, as far as Redis says. */
export interface CallState {
  readonly name: "asked" | "begun" | "done" | "unknown" | "cancelled" | "gone";
  readonly answer?: Buffer | undefined;
}

/** A call in Redis, for its caller. Each member throws `store-unavailable`; or, once the call may run and must run only once, `outcome-unknown`. */
export interface StoredCall {
  /** Tells the owner of the account that there is one more call, or that it still waits. */
  ask(): Promise<CallState>;
  look(): Promise<CallState>;
  /** It does not begin any more, or its owner learns that nobody waits. */
  cancel(): Promise<CallState>;
  openAnswer(sealed: Buffer): CallAnswer | undefined;
  forget(): void;
}

export function createStoredCall(options: StoredCallOptions, id: string, request: CallRequest & { readonly limit: number }): StoredCall {
  const { redis, keys, clusterKeys, owners, clock, waitLimit, channel, breaks } = options;
  const { account, operation, repeatable, limit } = request;
  const key = keys.call(id);
  const contents = createCallContents(clusterKeys, { id, account });
  const input = contents.sealInput(operation);
  let mayBeStored = false;
  /** Who was told of it last, and how often the connection had broken by then. */
  let told: { readonly worker: string; readonly breaks: number } | undefined;

  const run = async (script: RedisScript, keysOf: readonly string[], args: readonly (string | number | Buffer)[]): Promise<ScriptReply> => {
    const before = mayBeStored;
    try {
      await withinLimit(clock, waitLimit, whenReady(redis));
      mayBeStored = true;
      return await withinLimit(clock, waitLimit, runScript(redis, script, keysOf, args));
    } catch (error) {
      if (isRefusal(error)) mayBeStored = before;
      throw mayBeStored && !repeatable ? outcomeUnknown(account) : unavailableBy(error);
    }
  };
  const findOwner = (): Promise<string | undefined> =>
    withinLimit(clock, waitLimit, owners.ownerOf(account)).then(
      (owner) => owner?.worker,
      (error) => {
        if (!mayBeStored || (CasementError.is(error) && error.code === "account-unknown")) throw unavailableBy(error);
        return undefined;
      },
    );
  return {
    async ask() {
      const worker = await findOwner();
      // A Redis that lost its last second may have forgotten that the call began.
      if (!repeatable && told && told.worker !== worker && told.breaks !== breaks()) return { name: "unknown" };
      if (worker !== undefined) told = { worker, breaks: breaks() };
      const streams = worker === undefined ? [] : [keys.worker(worker)];
      const kept = limit + 60_000;
      const args = [id, account, repeatable ? 1 : 0, limit, kept, channel, contents.wrappedKey, input];
      return stateOf(await run(askScript, [key, ...streams], args));
    },
    look: async () => stateOf(await run(lookScript, [key], [])),
    cancel: async () => stateOf(await run(cancelScript, [key], [id, keys.worker("")])),
    openAnswer: contents.openAnswer,
    forget: () => void redis.unlink(key).catch(() => {}),
  };
}

const stateOf = (reply: ScriptReply): CallState => ({
  name: outcomeOf(reply) as CallState["name"],
  answer: Array.isArray(reply) ? (reply[1] as Buffer | undefined) : undefined,
});

/** Redis has answered, and done nothing. */
const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === "ReplyError";
