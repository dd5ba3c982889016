import { CasementError } from "@casement/core";
import { Redis } from "ioredis";
import { errorWordOf } from "./error-word.ts";

/** Where a Redis is. */
export interface RedisAddress {
  /**
   * `redis://` or `rediss://`, with user name and password if the Redis has an access list. With `sentinels`, its host is the name that they have for the group
   * of the primary and its replicas.
   */
  readonly url: string;
  /** Addresses of Sentinels, `redis://` or `rediss://`, which know the primary. Default port: 26379. They have one user name and password. */
  readonly sentinels?: readonly string[] | undefined;
}

export interface RedisOptions extends RedisAddress {
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
export function connectRedis({ url, sentinels = [], onProblem, name = "casement" }: RedisOptions): RedisConnection {
  for (const address of [url, ...sentinels])
    if (!/^rediss?:\/\/./.test(address))
      throw new CasementError("config-invalid", "The address of the Redis must begin with redis:// or, for TLS, with rediss://.");
  const options = {
    connectionName: name,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 1000),
    // After a failover, the old primary is read-only: connect again and send the command to the new one.
    reconnectOnError: (error: Error) => (errorWordOf(error) === "READONLY" ? (2 as const) : false),
  };
  const redis = sentinels.length === 0 ? new Redis(url, options) : new Redis({ ...options, ...bySentinels(new URL(url), sentinels) });
  redis.on("error", (error: NodeJS.ErrnoException) => onProblem(error.code ?? errorWordOf(error) ?? error.message));
  return redis;
}

const sentinelPort = 26_379;
/** How long a Sentinel may take before the next one is asked (ms). */
const sentinelLimit = 2_000;
/** How long a primary may leave commands unanswered (ms). */
const silenceLimit = 5_000;

function bySentinels(group: URL, sentinels: readonly string[]) {
  const addresses = sentinels.map((address) => new URL(address));
  const [first] = addresses as [URL];
  const text = (part: string): string => decodeURIComponent(part);
  return {
    sentinels: addresses.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? sentinelPort : Number(port),
    })),
    name: text(group.hostname),
    ...(group.username !== "" && { username: text(group.username) }),
    ...(group.password !== "" && { password: text(group.password) }),
    ...(/^\/\d+$/.test(group.pathname) && { db: Number(group.pathname.slice(1)) }),
    ...(group.protocol === "rediss:" && { tls: {}, enableTLSForSentinelMode: true }),
    ...(first.username !== "" && { sentinelUsername: text(first.username) }),
    ...(first.password !== "" && { sentinelPassword: text(first.password) }),
    ...(first.protocol === "rediss:" && { sentinelTLS: {} }),
    sentinelCommandTimeout: sentinelLimit,
    connectTimeout: sentinelLimit,
    // A machine that is gone breaks no connection. Then the Sentinels are asked again.
    socketTimeout: silenceLimit,
  };
}
