import { CasementError } from "@casement/core";
import { Redis } from "ioredis";

export interface RedisOptions {
  /** `redis://` or `rediss://`, with user name and password if the Redis has an access list. */
  readonly url: string;
  /** Called when the connection breaks, with the reason. ioredis connects again on its own. */
  readonly onProblem: (reason: string) => void;
  /** Shown by `CLIENT LIST`. Default: `casement`. */
  readonly name?: string;
}

/** A connection to Redis. Keys are those of `createKeys`: BullMQ refuses connections that add a prefix. */
export type RedisConnection = Redis;

/**
 * Connects, and connects again for ever. Commands wait meanwhile; who sends one sets its time limit. A command whose answer was lost is sent
 * again: every script must notice that it has run.
 * @throws CasementError `config-invalid` when the address has another protocol
 */
export function connectRedis({ url, onProblem, name = "casement" }: RedisOptions): RedisConnection {
  if (!/^rediss?:\/\/./.test(url))
    throw new CasementError("config-invalid", "The address of the Redis must begin with redis:// or, for TLS, with rediss://.");
  const redis = new Redis(url, {
    connectionName: name,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1000),
    // After a failover, the old primary is read-only: connect again and send the command to the new one.
    reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
  });
  redis.on("error", (error: NodeJS.ErrnoException) => onProblem(error.code ?? /^[A-Z]{3,}\b/.exec(error.message)?.[0] ?? error.message));
  return redis;
}
