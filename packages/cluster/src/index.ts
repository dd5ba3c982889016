export { connectRedis, type RedisConnection, type RedisOptions } from "./redis/connect-redis.ts";
export { createKeys, type RedisKeys } from "./redis/keys.ts";
