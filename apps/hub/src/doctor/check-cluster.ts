import { CasementError } from "@casement/core";
import { createConsoleLogger } from "@casement/host";
import type { CasementConfig, ClusterConfig } from "@casement/host/config";
import { commandWaitMs, importCluster, loadConfiguredKeys, type OpenedCluster, openCluster } from "../cluster/open-cluster.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck } from "./doctor-check.ts";

/** Checks the Redis of a cluster, its keys, its workers and its accounts. `offline`: only the keys that this machine has. */
export async function checkCluster(
  config: CasementConfig & { readonly cluster: ClusterConfig },
  { io }: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  if (offline) return [await checkOwnKeys(config.cluster, io.env)];
  const log = createConsoleLogger("error", io.warn);
  let cluster: OpenedCluster;
  try {
    cluster = await openCluster(config, io, { log, name: "casement-doctor", waitMs: commandWaitMs });
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    const [message = "", ...cure] = error.message.split(/(?<=\.) /);
    return [problemCheck("redis", message, cure.join(" ") || "Correct the block cluster in casement.yaml.")];
  }
  try {
    return [...(await checkRedis(cluster)), ...(await checkKeys(cluster)), ...(await checkWorkers(cluster))];
  } finally {
    cluster.close();
  }
}

async function checkOwnKeys(cluster: ClusterConfig, env: DoctorEnvironment["io"]["env"]): Promise<DoctorCheck> {
  try {
    const { fingerprint } = await loadConfiguredKeys(cluster, await importCluster(), env);
    return okCheck("cluster-key", `The cluster key is there (${fingerprint}). Whether it opens what Redis has was not checked.`);
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    const [message = "", ...cure] = error.message.split(/(?<=\.) /);
    return problemCheck("cluster-key", message, cure.join(" ") || "Correct cluster.key in casement.yaml.");
  }
}

async function checkRedis({ parts, redis }: OpenedCluster): Promise<readonly DoctorCheck[]> {
  const warnings = (await parts.inspectRedis(redis)).map(({ message, cure }) => warningCheck("redis", message, cure));
  return warnings.length > 0 ? warnings : [okCheck("redis", "Redis answers, and is set as a cluster needs it.")];
}

async function checkKeys({ parts, redis, keys, clusterKeys }: OpenedCluster): Promise<readonly DoctorCheck[]> {
  const counts = await parts.countByClusterKey({ redis, keys });
  const others = [...counts].filter(([fingerprint]) => fingerprint !== clusterKeys.fingerprint).reduce((sum, [, count]) => sum + count, 0);
  if (others === 0) return [okCheck("cluster-key", `Everything is encrypted with the first cluster key (${clusterKeys.fingerprint}).`)];
  return [
    warningCheck(
      "cluster-key",
      `${others} keys of accounts are encrypted with another cluster key than the first one.`,
      "When all processes have the new key as the first one, run: casement keys rotate",
    ),
  ];
}

async function checkWorkers({ parts, redis, keys, places }: OpenedCluster): Promise<readonly DoctorCheck[]> {
  const { workers, accounts, withoutWorker } = await parts.readClusterStatus({ redis, keys });
  const closed = await places.closed();
  const checks: DoctorCheck[] = [
    workers.length > 0
      ? okCheck("workers", `${workers.length === 1 ? "One worker runs" : `${workers.length} workers run`} ${accounts} accounts.`)
      : problemCheck("workers", "No worker is running, so nothing is read.", "Start at least one: casement worker"),
  ];
  if (workers.length > 0 && withoutWorker.length > 0)
    checks.push(
      warningCheck(
        "without-worker",
        `No worker runs these accounts: ${listOf(withoutWorker)}.`,
        "After a worker has ended, this takes some seconds. Otherwise see the logs of the workers.",
      ),
    );
  for (const [name, { message }] of [...closed].slice(0, maxShown))
    checks.push(
      warningCheck(`account:${name}`, message, `Report it with the log of the worker. To try it now: casement accounts retry ${name}`),
    );
  return checks;
}

const maxShown = 10;

const listOf = (names: readonly string[]): string =>
  names.length > maxShown ? `${names.slice(0, maxShown).join(", ")} and ${names.length - maxShown} more` : names.join(", ");
