import { createHash } from "node:crypto";
import type { RedisKeys } from "../redis/keys.ts";

/** How many slots a cluster has. Suits 500 to 25,000 accounts, and never changes: every process must put an account into the same one. */
export const slotCount = 256;

/** The slot of an account: that of the account whose sign-in it uses. */
export const slotOf = (account: string, count: number = slotCount): number =>
  createHash("sha256").update(account).digest().readUInt32BE(0) % count;

/** The token of a lock begins with the id of the worker that has it. */
export const workerOfToken = (token: string): string => token.slice(0, token.lastIndexOf(":"));

/** The names of what decides who owns which slot. `worker` is the id of a process. */
export interface SlotKeys {
  /** A string: the lock that BullMQ renews. Its value is the token of the owner, which begins with the id of its worker. */
  readonly lock: (slot: number) => string;
  /** A hash: the token of the last owner that has not given the slot back (`owner`), and when it was moved last (`moved`). */
  readonly slot: (slot: number) => string;
  /** A hash of the slot's accounts: the account whose sign-in each of them uses, or nothing. */
  readonly accounts: (slot: number) => string;
  /** A hash of all accounts: their slots. */
  readonly places: string;
  /** A hash of removed accounts that their owner may not have closed yet: their slots. */
  readonly leaving: string;
  /** A hash: how often the accounts of a slot have changed, and of all slots (`all`). */
  readonly changes: string;
  readonly workers: string;
  readonly worker: (worker: string) => string;
  /** A sorted set: the accounts that a worker has opened in the last time, by when. */
  readonly opening: (worker: string) => string;
  /** A string: when a worker was heard last. It outlives the worker. */
  readonly seen: (worker: string) => string;
  /** A hash: how many workers have ended while they opened the account. */
  readonly crashes: string;
  /** A hash of accounts that are not opened: how often they have ended a worker, and when they are tried again. */
  readonly closed: string;
  /** A string: how many slots were taken from a worker that had not given them back. */
  readonly takeovers: string;
}

/** BullMQ's part of the names: it puts colons between them. */
export const bullQueue = "slots";
export const bullPrefixOf = ({ prefix }: RedisKeys): string => `${prefix}bull`;
/** BullMQ refuses ids that are numbers. */
export const jobIdOf = (slot: number): string => `s${slot}`;
export const slotOfJob = (id: string): number => Number(id.slice(1));

export function createSlotKeys(keys: RedisKeys): SlotKeys {
  const { prefix } = keys;
  return {
    lock: (slot) => `${bullPrefixOf(keys)}:${bullQueue}:${jobIdOf(slot)}:lock`,
    slot: (slot) => `${prefix}slot:${slot}`,
    accounts: (slot) => `${prefix}slot:${slot}:accounts`,
    places: `${prefix}places`,
    leaving: `${prefix}leaving`,
    changes: `${prefix}slot-changes`,
    workers: `${prefix}workers`,
    worker: (worker) => `${prefix}worker:${worker}`,
    opening: (worker) => `${prefix}opening:${worker}`,
    seen: (worker) => `${prefix}seen:${worker}`,
    crashes: `${prefix}crashes`,
    closed: `${prefix}closed`,
    takeovers: `${prefix}takeovers`,
  };
}
