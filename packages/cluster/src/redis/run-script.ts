import { createHash } from "node:crypto";
import type { RedisConnection } from "./connect-redis.ts";

/** A script that Redis runs as one step. */
export interface RedisScript {
  readonly text: string;
  readonly digest: string;
}

export const createScript = (text: string): RedisScript => ({ text, digest: createHash("sha1").update(text).digest("hex") });

/** What a script returns, with texts as bytes. */
export type ScriptReply = Buffer | number | null | readonly ScriptReply[];

/** Runs a script by its digest. Redis learns its text the first time, and after a restart. */
export async function runScript(
  redis: RedisConnection,
  { text, digest }: RedisScript,
  keys: readonly string[],
  args: readonly (string | number | Buffer)[],
): Promise<ScriptReply> {
  const rest = [keys.length, ...keys, ...args];
  try {
    return (await redis.callBuffer("EVALSHA", [digest, ...rest])) as ScriptReply;
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return (await redis.callBuffer("EVAL", [text, ...rest])) as ScriptReply;
  }
}

/** The first element of a reply, by which scripts say how it went. */
export const outcomeOf = (reply: ScriptReply): string => String(Array.isArray(reply) ? reply[0] : reply);
