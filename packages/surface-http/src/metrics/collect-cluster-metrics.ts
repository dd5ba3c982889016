import type { ClusterMetrics } from "@casement/host";
import { createCounter, createGauge, type PrometheusMetric } from "./prometheus-text.ts";

/** Nothing without a cluster. */
export function collectClusterMetrics(cluster: ClusterMetrics | undefined): PrometheusMetric[] {
  if (!cluster) return [];
  const { workers, accounts, withoutWorker, setAside, takeovers } = cluster;
  return [
    createGauge("casement_cluster_workers", "Workers of the cluster.", [[{}, workers.length]]),
    createGauge(
      "casement_cluster_worker_accounts",
      "Accounts that each worker runs.",
      workers.map((worker) => [{ worker: worker.id }, worker.accounts]),
    ),
    createGauge(
      "casement_cluster_worker_heard_seconds",
      "How long ago each worker was heard.",
      workers.map((worker) => [{ worker: worker.id }, worker.heardMs / 1000]),
    ),
    createGauge("casement_cluster_accounts", "Accounts of the cluster.", [[{}, accounts]]),
    createGauge("casement_cluster_accounts_without_worker", "Accounts that no worker runs.", [[{}, withoutWorker]]),
    createGauge("casement_cluster_accounts_set_aside", "Accounts that are not opened for a while, because they ended their worker.", [
      [{}, setAside],
    ]),
    createCounter("casement_cluster_takeovers_total", "Shares of accounts that were taken over from workers that ended.", [
      [{}, takeovers],
    ]),
  ];
}
