import type { Clock } from "@casement/core";
import type { CallHandler, CallPort } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { OwnedAccounts } from "./account-owners.ts";
import { type BegunCalls, createBegunCalls } from "./begun-calls.ts";
import type { CallKeys } from "./call-keys.ts";
import { type RunningCall, startCall } from "./run-call.ts";

export interface AnsweringOptions {
  readonly redis: RedisConnection;
  readonly keys: CallKeys;
  readonly clusterKeys: ClusterKeys;
  readonly own: OwnedAccounts;
  readonly lockOf: (account: string) => string;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

export interface Answering extends Pick<CallPort, "serve"> {
  /** Resolves when no call is in progress. `account`: only of this one. */
  settled(account?: string): Promise<void>;
  close(): void;
}

/** How long the stream is read without news (ms). */
const blockMs = 5_000;
const retryMs = 1_000;

/** Answers the calls that reach this process: those in its stream. */
export function createAnswering(options: AnsweringOptions): Answering {
  const { redis, keys, own, clock } = options;
  const stream = keys.worker(own.worker);
  const running = new Map<string, RunningCall>();
  const begun: BegunCalls = createBegunCalls(clock);
  let last = "0";
  let stop = (): void => {};

  const take = (fields: readonly string[], handler: CallHandler): void => {
    const { call: id, account, cancel } = Object.fromEntries(pairsOf(fields)) as { call?: string; account?: string; cancel?: string };
    if (cancel !== undefined) running.get(cancel)?.cancel();
    if (id === undefined || account === undefined || running.has(id)) return;
    const call = startCall({ ...options, begun }, { id, account }, handler);
    if (!call) return;
    running.set(id, call);
    void call.ended.then(() => running.delete(id));
  };
  const read = async (reader: RedisConnection, handler: CallHandler, isServing: () => boolean): Promise<void> => {
    while (isServing()) {
      const found = await reader.xread("COUNT", 100, "BLOCK", blockMs, "STREAMS", stream, last).catch(() => undefined);
      if (!isServing()) return;
      for (const [, entries] of found ?? [])
        for (const [id, fields] of entries) {
          last = id;
          take(fields, handler);
        }
      if (found === undefined) await new Promise<void>((resolve) => clock.after(retryMs, resolve));
    }
  };
  return {
    serve(handler) {
      stop();
      // Without the limit, a connection that died unnoticed would be read for ever.
      const reader = redis.duplicate({ socketTimeout: 3 * blockMs });
      // The first connection tells of problems.
      reader.on("error", () => {});
      let isServing = true;
      const end = (): void => {
        isServing = false;
        reader.disconnect();
      };
      stop = end;
      void read(reader, handler, () => isServing);
      return end;
    },
    async settled(account) {
      const calls = [...running.values()].filter((call) => account === undefined || call.account === account);
      await Promise.all(calls.map(({ ended }) => ended));
    },
    close: () => stop(),
  };
}

const pairsOf = (fields: readonly string[]): [string, string][] =>
  fields.flatMap((field, index) => (index % 2 === 0 ? [[field, fields[index + 1] ?? ""] as [string, string]] : []));
