import type { Clock } from "@casement/core";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RedisKeys } from "../redis/keys.ts";

/** What every part needs that writes or reads what others see of accounts. */
export interface ViewOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  readonly clock?: Clock;
  /** A listener threw, or Redis could not be used. It is tried again. */
  readonly onProblem: (error: unknown) => void;
}

export interface SensorViewOptions extends ViewOptions {
  /** The key in Redis that has the token of the process that runs the account. */
  readonly lockOf: (account: string) => string;
}
