import type { Clock } from "@casement/core";
import type { CallHandler, CallPort } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { followStream } from "../redis/follow-stream.ts";
import type { OwnedAccounts } from "./account-owners.ts";
import { type BegunCalls, createBegunCalls } from "./begun-calls.ts";
import type { CallKeys } from "./call-keys.ts";
import { createEarlyCalls } from "./early-calls.ts";
import { type RunningCall, startCall } from "./run-call.ts";

export interface CallServerOptions {
  readonly redis: RedisConnection;
  readonly keys: CallKeys;
  readonly clusterKeys: ClusterKeys;
  readonly own: OwnedAccounts;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

export interface CallServer extends Pick<CallPort, "serve"> {
  /** Resolves when no call is in progress. `account`: only of this one. */
  settled(account?: string): Promise<void>;
  close(): Promise<void>;
}

/** Answers the calls that reach this process: those in its stream. */
export function createCallServer(options: CallServerOptions): CallServer {
  const { redis, keys, own, clock, onProblem } = options;
  const stream = keys.worker(own.worker);
  const running = new Map<string, RunningCall>();
  const begun: BegunCalls = createBegunCalls(clock);
  const early = createEarlyCalls(clock);
  let serving: CallHandler | undefined;
  own.onOwned?.((account) => {
    for (const fields of early.take(account)) if (serving) take(fields, serving);
  });
  let last = "0-0";
  let stop = async (): Promise<void> => {};

  const take = (fields: readonly Buffer[], handler: CallHandler): void => {
    const [what, id = "", , account = ""] = fields.map(String);
    if (what === "cancel") running.get(id)?.cancel();
    if (what !== "call" || running.has(id)) return;
    const call = startCall({ ...options, begun }, { id, account }, handler);
    if (!call) {
      early.add(account, id, fields);
      own.onEarlyCall?.(account);
      return;
    }
    running.set(id, call);
    void call.ended.then(() => running.delete(id));
  };
  return {
    serve(handler) {
      let isServing = true;
      void stop();
      serving = handler;
      const follower = followStream({
        redis,
        clock,
        stream,
        after: last,
        async onEntries(entries) {
          for (const [id, fields] of entries) {
            // What comes later waits for somebody who serves.
            if (!isServing) return;
            take(fields, handler);
            last = id;
          }
        },
        // What has begun or ended does not begin again.
        onGap: async () => "0-0",
        onProblem,
      });
      stop = () => {
        isServing = false;
        if (serving === handler) serving = undefined;
        return follower.stop();
      };
      const end = stop;
      return () => void end();
    },
    async settled(account) {
      const calls = [...running.values()].filter((call) => account === undefined || call.account === account);
      await Promise.all(calls.map(({ ended }) => ended));
    },
    close: () => stop(),
  };
}
