import { type Clock, systemClock } from "@casement/core";
import type { ConnectedReceiver, NotificationGate } from "@casement/host";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import { openClusterDataKey } from "../keys/rotate-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { followStream, lastIdOf, type StreamEntry } from "../redis/follow-stream.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { watchReceiver } from "./known-receiver.ts";
import { createNotificationKeys } from "./notification-keys.ts";
import { openNotifications } from "./passed-notifications.ts";

export interface WorkerNotificationOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  /** The id of this process among the workers. */
  readonly worker: string;
  /** `host.notifications` of the worker. */
  readonly gate: Pick<NotificationGate, "connect" | "receive" | "missed">;
  /** Redis could not be used. It is tried again. */
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
}

/** How long the stream of a worker stays that has ended without a word (ms). */
const streamMs = 900_000;

/**
 * Subscribes the accounts of a worker to changes at the address of the fronts, and takes what they pass on. While no front receives anything, the accounts poll.
 * A notification of an account that this worker does not have any more, or not yet, does nothing: whoever opens an account reads everything.
 */
export async function receivePassedNotifications(options: WorkerNotificationOptions): Promise<AsyncDisposable> {
  const { redis, clusterKeys, worker, gate, onProblem, clock = systemClock } = options;
  const keys = createNotificationKeys(options.keys);
  const dataKey = await openClusterDataKey({ redis, keys: options.keys, clusterKeys });
  const stream = keys.worker(worker);
  let before: ConnectedReceiver | undefined;
  const onLook = (now: ConnectedReceiver | undefined): void => {
    redis.pexpire(stream, streamMs).catch(onProblem);
    if (!now || (before && isSame(before, now))) return;
    gate.connect(now);
    // What was sent while nobody received it.
    if (before?.problem !== undefined && now.problem === undefined) gate.missed();
    before = now;
  };
  const take = ([, [, name, , sealed]]: StreamEntry): void => {
    const account = String(name);
    const passed = openNotifications(dataKey, account, sealed!);
    if (passed === "missed") gate.missed(account === "" ? undefined : account);
    else gate.receive(passed, account);
  };
  const follower = followStream({
    ...{ redis, clock, stream, after: "0-0", onProblem },
    async onEntries(entries) {
      for (const entry of entries) take(entry);
    },
    async onGap() {
      const last = await lastIdOf(redis, stream);
      gate.missed();
      return last;
    },
  });
  const watched = watchReceiver({ redis, keys, dataKey, clock, onProblem, onLook });
  await watched.looked;
  return {
    async [Symbol.asyncDispose]() {
      watched.stop();
      await follower.stop();
      if (redis.status === "ready") await redis.del(stream).catch(onProblem);
    },
  };
}

const isSame = (a: ConnectedReceiver, b: ConnectedReceiver): boolean =>
  a.address === b.address && a.safetyMs === b.safetyMs && a.problem === b.problem;
