import type { RedisConnection } from "./connect-redis.ts";

const waiting = new WeakMap<RedisConnection, Promise<void>>();

/**
 * Resolves when the connection can be used. Who waits before sending can still give up: what has been handed to ioredis is sent when Redis comes back,
 * whether anybody wants it or not.
 */
export function whenReady(redis: RedisConnection): Promise<void> {
  if (redis.status === "ready") return Promise.resolve();
  const known = waiting.get(redis);
  if (known) return known;
  const ready = new Promise<void>((resolve) => {
    redis.once("ready", () => {
      waiting.delete(redis);
      resolve();
    });
  });
  waiting.set(redis, ready);
  return ready;
}
