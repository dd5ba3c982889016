import type { KeyObject } from "node:crypto";
import type { Clock } from "@casement/core";
import type { ConnectedReceiver } from "@casement/host";
import { openJson, sealJson } from "../keys/sealing.ts";
import { repeatTask } from "../ownership/repeat-task.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { whenReady } from "../redis/when-ready.ts";
import { withinLimit } from "../state/within-limit.ts";
import type { NotificationKeys } from "./notification-keys.ts";

export interface ReceiverOptions {
  readonly redis: RedisConnection;
  readonly keys: NotificationKeys;
  /** Of what belongs to no account. */
  readonly dataKey: KeyObject;
  readonly clock: Clock;
  /** Redis could not be used. It is tried again. */
  readonly onProblem: (error: unknown) => void;
}

type Announced = Pick<ConnectedReceiver, "address" | "safetyMs">;

const place = ["receiver"];
/** How often a front says that it receives (ms), and how long that counts. */
const renewMs = 10_000;
const renewedMs = 30_000;
const lookMs = 5_000;
const answerLimit = 2_000;

/** Says to all workers where Graph sends notifications, until the returned function is called. Only the first time replaces what another front has said. */
export function announceReceiver(options: ReceiverOptions, { address, safetyMs }: Announced): () => void {
  const { redis, keys, dataKey, clock, onProblem } = options;
  const sealed = sealJson(dataKey, place, { address, safetyMs } satisfies Announced);
  let isAnnounced = false;
  const announcing = repeatTask(clock, async () => {
    const write = async (): Promise<void> => {
      await whenReady(redis);
      await (isAnnounced ? redis.setnx(keys.receiver, sealed) : redis.set(keys.receiver, sealed));
      isAnnounced = true;
      await redis.set(keys.receiving, "1", "PX", renewedMs);
    };
    await withinLimit(clock, answerLimit, write()).catch(onProblem);
    return renewMs;
  });
  announcing.start();
  return announcing.stop;
}

export interface WatchedReceiver {
  /** Where Graph sends notifications, and whether a front receives them. Undefined if none ever has. */
  readonly current: ConnectedReceiver | undefined;
  /** Resolves when it was looked for the first time. */
  readonly looked: Promise<void>;
  stop(): void;
}

/** Follows what fronts say of themselves. While Redis does not answer, it stays what it was. `onLook`: called with each answer. */
export function watchReceiver(
  options: ReceiverOptions & { readonly onLook?: (receiver: ConnectedReceiver | undefined) => void },
): WatchedReceiver {
  const { redis, keys, dataKey, clock, onProblem, onLook } = options;
  let current: ConnectedReceiver | undefined;
  const look = async (): Promise<void> => {
    await whenReady(redis);
    const [sealed, receiving] = await redis.mgetBuffer(keys.receiver, keys.receiving);
    const announced = sealed ? (openJson(dataKey, place, sealed)?.[0] as Announced | undefined) : undefined;
    current = announced && { ...announced, problem: receiving ? undefined : noFront };
    onLook?.(current);
  };
  let looked = (): void => {};
  const first = new Promise<void>((resolve) => {
    looked = resolve;
  });
  const looking = repeatTask(clock, async () => {
    await withinLimit(clock, answerLimit, look()).catch(onProblem);
    looked();
    return lookMs;
  });
  looking.start();
  return {
    get current() {
      return current;
    },
    looked: first,
    stop: looking.stop,
  };
}

const noFront = "No front of the cluster receives notifications at the moment.";
