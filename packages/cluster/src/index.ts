export type { FollowedAccounts } from "./accounts/follow-accounts.ts";
export {
  type AccountBlock,
  createStoredAccounts,
  type StoredAccount,
  type StoredAccountChange,
  type StoredAccounts,
  type StoredAccountsOptions,
} from "./accounts/stored-accounts.ts";
export {
  type AccountOwners,
  createHeldAccounts,
  type HeldAccounts,
  type OwnedAccount,
  type OwnedAccounts,
} from "./calls/account-owners.ts";
export { createRedisCalls, type RedisCalls, type RedisCallsOptions } from "./calls/redis-calls.ts";
export { createFront } from "./front/create-front.ts";
export { type FrontAccount, type FrontAccounts, openFrontAccounts } from "./front/front-accounts.ts";
export type { FrontOptions } from "./front/front-options.ts";
export { type GraphLimit, graphLimits } from "./governor/graph-limits.ts";
export { createRedisGovernor, type RedisGovernorOptions } from "./governor/redis-governor.ts";
export { createRedisGroupReads, type RedisGroupReads, type RedisGroupReadsOptions } from "./group-reads/redis-group-reads.ts";
export { type ClusterKeys, createClusterKeys } from "./keys/cluster-keys.ts";
export { type ClusterKeySource, loadClusterKeys } from "./keys/load-cluster-keys.ts";
export { checkClusterKeys, countByClusterKey, rotateClusterKeys } from "./keys/rotate-keys.ts";
export { receivePassedNotifications, type WorkerNotificationOptions } from "./notifications/worker-notifications.ts";
export { type AccountPlaces, createAccountPlaces } from "./ownership/account-places.ts";
export type { CrashPolicy } from "./ownership/account-trials.ts";
export {
  createRedisOwnership,
  type OwnershipProblem,
  type OwnershipTimes,
  type RedisOwnership,
  type RedisOwnershipOptions,
} from "./ownership/redis-ownership.ts";
export { connectRedis, type RedisAddress, type RedisConnection, type RedisOptions } from "./redis/connect-redis.ts";
export { inspectRedis, type RedisProblem, requireUsableRedis } from "./redis/inspect-redis.ts";
export { type AccountKeys, createKeys, type RedisKeys } from "./redis/keys.ts";
export { type HeldRole, holdRole, type RoleLease, type RoleOptions, type RoleTimes } from "./roles/hold-role.ts";
export { createRedisUploads } from "./shared/redis-uploads.ts";
export { createRedisState, type RedisStateOptions } from "./state/redis-state.ts";
export { readClusterStatus } from "./status/cluster-status.ts";
export { type StoreProblem, type WatchedStore, type WatchStoreOptions, watchStore } from "./status/watch-store.ts";
export { tellWorkerFigures, type WorkerFiguresOptions } from "./status/worker-figures.ts";
export { openRedisJournal } from "./view/redis-journal.ts";
export { createRedisSensors, type RedisSensors } from "./view/redis-sensors.ts";
export { openSensorMirror, type SensorMirror } from "./view/sensor-mirror.ts";
export type { SensorViewOptions, ViewOptions } from "./view/view-options.ts";
