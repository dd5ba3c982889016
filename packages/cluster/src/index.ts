export { type ClusterKeys, createClusterKeys } from "./keys/cluster-keys.ts";
export { type ClusterKeySource, loadClusterKeys } from "./keys/load-cluster-keys.ts";
export { checkClusterKeys, countByClusterKey, rotateClusterKeys } from "./keys/rotate-keys.ts";
export { connectRedis, type RedisConnection, type RedisOptions } from "./redis/connect-redis.ts";
export { inspectRedis, type RedisProblem, requireUsableRedis } from "./redis/inspect-redis.ts";
export { type AccountKeys, createKeys, type RedisKeys } from "./redis/keys.ts";
export { createRedisState, type RedisStateOptions } from "./state/redis-state.ts";
