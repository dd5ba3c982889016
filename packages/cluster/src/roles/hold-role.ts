import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "@casement/core";
import type { AccountLease, LeaseEnd } from "@casement/host/ports";
import { type LeaseMoment, momentOf } from "../ownership/slot-lease.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { whenReady } from "../redis/when-ready.ts";
import { withinLimit } from "../state/within-limit.ts";
import { pauseUnlessAborted } from "./pause-unless-aborted.ts";
import { createRenewedLease } from "./renewed-lease.ts";
import { createRoleLock } from "./role-lock.ts";

export interface RoleOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  /** What exactly one process of the cluster does, such as `mqtt`. */
  readonly name: string;
  /**
   * Does it until `signal` aborts, whose reason is a `LeaseEnd`. After `give-back`, the next process begins when this has resolved; after `lost`, at any time.
   * A process that was suspended can come here before its signal aborts: ask `lease.sure` before doing what must not be done twice. If it resolves or
   * rejects on its own, this process stands back for a while, so that another one can have the role.
   */
  run(signal: AbortSignal, lease: RoleLease): Promise<void>;
  /** What the operator should know: Redis does not answer, or `run` rejected. */
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
  readonly times?: Partial<RoleTimes>;
}

/** In milliseconds. */
export interface RoleTimes {
  /** How long the role stays with a process that does not renew it. */
  readonly lockDuration: number;
  /** How often a process that waits for the role looks whether it is free. */
  readonly interval: number;
}

export type RoleLease = Pick<AccountLease, "token" | "sure">;

export interface HeldRole {
  /** Whether this process has the role for sure. */
  readonly isHeld: boolean;
  /** Gives the role back, and does not wait for it any more. Resolves when `run` has ended. */
  stop(): Promise<void>;
}

/** After a kill, the next process begins within nine seconds. */
const defaultTimes: RoleTimes = { lockDuration: 8_000, interval: 1_000 };
/** How long a process stands back whose `run` ended on its own, in intervals. */
const standBack = 3;

/** Waits for a role that one process of the cluster has, and runs what belongs to it while this process is the one. */
export function holdRole(options: RoleOptions): HeldRole {
  const { redis, keys, name, run, onProblem, clock = systemClock } = options;
  const { lockDuration, interval } = { ...defaultTimes, ...options.times };
  const lock = createRoleLock(redis, keys.role(name), lockDuration);
  const stopping = new AbortController();
  let current: RoleLease | undefined;

  /** What was not sent in time is never sent. */
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    const limit = lockDuration / 4;
    await withinLimit(clock, limit, whenReady(redis));
    return withinLimit(clock, limit, question());
  };
  const take = (token: string): Promise<boolean> =>
    ask(() => lock.take(token)).catch((error) => {
      onProblem(error);
      return false;
    });
  /** Returns whether it ended on its own. */
  const hold = async (token: string, takenAt: LeaseMoment): Promise<boolean> => {
    const ending = new AbortController();
    const end = (reason: LeaseEnd): void => ending.abort(reason);
    const renew = (): Promise<boolean> => ask(() => lock.renew(token));
    const lease = createRenewedLease({ token, takenAt, lockDuration, clock, renew, onLost: () => end("lost"), onProblem });
    const giveBack = (): void => end("give-back");
    stopping.signal.addEventListener("abort", giveBack);
    current = lease;
    try {
      if (!stopping.signal.aborted) await run(ending.signal, lease);
    } catch (error) {
      if (!ending.signal.aborted) onProblem(error);
    }
    const isOwnEnd = !ending.signal.aborted;
    stopping.signal.removeEventListener("abort", giveBack);
    current = undefined;
    lease.stop();
    const isReleasable = lease.sure(0);
    lease.end();
    if (isReleasable) await ask(() => lock.release(token)).catch(onProblem);
    return isOwnEnd;
  };
  const waitForRole = async (): Promise<void> => {
    let token = newToken();
    while (!stopping.signal.aborted) {
      const takenAt = momentOf(clock);
      let rest = interval;
      // The same token until it is taken: the answer of an earlier attempt may have been lost.
      if (await take(token)) {
        if (await hold(token, takenAt)) rest = standBack * interval;
        token = newToken();
      }
      await pauseUnlessAborted(clock, rest, stopping.signal);
    }
  };
  const ended = waitForRole();
  return {
    get isHeld() {
      return current?.sure(0) ?? false;
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

const newToken = (): string => randomBytes(9).toString("base64url");
