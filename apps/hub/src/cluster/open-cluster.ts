import type { AccountPlaces, ClusterKeys, RedisConnection, RedisKeys, StoredAccounts, WatchedStore } from "@casement/cluster";
import { CasementError, type Logger } from "@casement/core";
import type { CasementConfig, ClusterConfig } from "@casement/host/config";
import { raceInterrupt } from "../interrupt.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { createRedisProblems } from "./redis-problems.ts";

/** What every process of a cluster has. */
export interface OpenedCluster {
  readonly parts: typeof import("@casement/cluster");
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  readonly accounts: StoredAccounts;
  readonly places: AccountPlaces;
  /** Whether Redis answers. */
  readonly store: WatchedStore;
  /** Something failed, for the log. `what`: what that means, as a sentence. */
  readonly onProblem: (error: unknown, what?: string) => void;
  close(): void;
}

/** Loads what only a cluster needs. @throws CasementError `config-invalid` if it is not installed */
export const importCluster = (): Promise<typeof import("@casement/cluster")> =>
  importOptionalPackage("@casement/cluster", () => import("@casement/cluster"));

/** How long a command waits for a Redis that does not answer. */
export const commandWaitMs = 5_000;

export interface OpenClusterOptions {
  readonly log: Logger;
  /** Shown by `CLIENT LIST`. */
  readonly name: string;
  /** How long to wait for a Redis that does not answer (ms). Default: until it does. */
  readonly waitMs?: number;
}

/**
 * Connects to the Redis of a cluster, and refuses one that cannot be used, or whose key is another one.
 * @throws CasementError `config-invalid`, `store-damaged`, `store-unavailable`
 */
export async function openCluster(
  { cluster }: CasementConfig,
  io: Pick<CommandIo, "env" | "signal">,
  options: OpenClusterOptions,
): Promise<OpenedCluster> {
  if (!cluster)
    throw new CasementError(
      "config-invalid",
      "This needs a cluster, and the configuration has none. Add  cluster:  to casement.yaml; docs/cluster.md shows how. To run the hub alone: casement start",
    );
  const parts = await importCluster();
  const clusterKeys = await loadConfiguredKeys(cluster, parts, io.env);
  const problems = createRedisProblems(options.log);
  const redis = parts.connectRedis({
    url: cluster.redis,
    sentinels: cluster.sentinels,
    name: options.name,
    onProblem: problems.connection,
  });
  const store = parts.watchStore({ redis, lastReason: problems.lastReason, onLook: problems.looked });
  const close = (): void => {
    store.stop();
    redis.disconnect();
  };
  const keys = parts.createKeys();
  try {
    const checked = parts.requireUsableRedis(redis).then(() => parts.checkClusterKeys({ redis, keys, clusterKeys }));
    await raceInterrupt(withTimeLimit(checked, options.waitMs, problems.lastReason), io.signal);
  } catch (error) {
    close();
    throw error;
  }
  const places = parts.createAccountPlaces(redis, keys);
  const accounts = parts.createStoredAccounts({ redis, keys, clusterKeys, onProblem: problems.other });
  return { parts, redis, keys, clusterKeys, accounts, places, store, onProblem: problems.other, close };
}

/** @throws CasementError `config-invalid` */
export async function loadConfiguredKeys(
  { key }: ClusterConfig,
  parts: OpenedCluster["parts"],
  env: CommandIo["env"],
): Promise<ClusterKeys> {
  if (!("env" in key)) return parts.loadClusterKeys(key);
  const text = env[key.env];
  if (text === undefined || text === "")
    throw new CasementError("config-invalid", `The environment variable ${key.env}, which cluster.key names, is not set.`);
  return parts.loadClusterKeys({ text });
}

async function withTimeLimit<T>(answer: Promise<T>, limit: number | undefined, lastReason: () => string | undefined): Promise<T> {
  if (limit === undefined) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = lastReason();
      const why = reason === undefined ? "" : ` (${reason})`;
      reject(
        new CasementError("store-unavailable", `The Redis of the cluster does not answer${why}. Check cluster.redis and whether it runs.`),
      );
    }, limit);
  });
  answer.catch(() => {});
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
