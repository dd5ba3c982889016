import { createHash } from "node:crypto";
import type { RedisKeys } from "../redis/keys.ts";

/** The names of what is read for groups of accounts. `worker`: the id of a process. */
export interface GroupKeys {
  /** A set: the workers with accounts of the group. */
  readonly workers: (group: string) => string;
  /** A hash: the users whose accounts a worker has (`v`), sealed under a key (`k`). */
  readonly wanted: (group: string, worker: string) => string;
  /** A stream: what was read for the accounts of a worker, of all groups. */
  readonly parts: (worker: string) => string;
}

export const createGroupKeys = ({ prefix }: RedisKeys): GroupKeys => ({
  workers: (group) => `${prefix}group:${group}:workers`,
  wanted: (group, worker) => `${prefix}group:${group}:wanted:${worker}`,
  parts: (worker) => `${prefix}group-parts:${worker}`,
});

/** A group in the names of keys. */
export const groupIdOf = (name: string): string => createHash("sha256").update(name).digest("base64url").slice(0, 22);
