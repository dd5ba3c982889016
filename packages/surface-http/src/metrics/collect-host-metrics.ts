import type { GraphCost, Host, SensorSummary } from "@casement/host";
import type { EventCounts } from "./event-counts.ts";
import { createCounter, createGauge, type PrometheusMetric, type PrometheusSample } from "./prometheus-text.ts";

const graphMetrics: readonly (readonly [name: string, property: keyof GraphCost, help: string])[] = [
  ["requests_total", "requests", "HTTP requests to Microsoft Graph. A batch counts as one."],
  ["units_total", "units", "Requests as Microsoft Graph counts them. Each part of a batch counts as one."],
  ["items_total", "items", "Items in responses from Microsoft Graph."],
  ["received_bytes_total", "bytesIn", "Bytes received from Microsoft Graph."],
  ["sent_bytes_total", "bytesOut", "Bytes sent to Microsoft Graph."],
  ["retries_total", "retries", "Requests that were retried."],
  ["throttled_seconds_total", "throttledSeconds", "Seconds that Microsoft Graph asked to wait."],
];
const accountStates = ["signed-in", "signed-out", "sign-in-required"] as const;

/** No label contains an address, a title or a subject. */
export async function collectHostMetrics(host: Host, eventCounts: EventCounts, streamCount: number): Promise<PrometheusMetric[]> {
  const graph = await host.graphMetrics();
  const costs = Object.entries(graph).flatMap(([account, { calls }]) => calls.map((cost) => ({ account, cost })));
  const sensors = host.index();
  const accounts = host.accounts.map((account) => account.status());
  const { rss, heapUsed } = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    ...graphMetrics.map(([name, property, help]) =>
      createCounter(
        `casement_graph_${name}`,
        help,
        costs.map(({ account, cost }) => [{ account, plugin: cost.plugin, path: cost.path }, cost[property]]),
      ),
    ),
    createGauge(
      "casement_sensors",
      "Sensors that exist.",
      countByPlugin(sensors, ({ gone }) => !gone),
    ),
    createGauge(
      "casement_sensors_stale",
      "Sensors whose value may be out of date.",
      countByPlugin(sensors, ({ gone, stale }) => !gone && stale),
    ),
    createGauge(
      "casement_account_state",
      "1 for the current state of the account, 0 for the others.",
      accounts.flatMap(({ name, state: current }) =>
        accountStates.map((state): PrometheusSample => [{ account: name, state }, state === current ? 1 : 0]),
      ),
    ),
    createCounter(
      "casement_events_total",
      "Events since the hub started.",
      eventCounts.rows().map(({ account, type, count }) => [{ account, type }, count]),
    ),
    createGauge("casement_streams", "Open event streams.", [[{}, streamCount]]),
    createGauge("process_resident_memory_bytes", "Resident memory of the process in bytes.", [[{}, rss]]),
    createGauge("nodejs_heap_size_used_bytes", "Used JavaScript heap in bytes.", [[{}, heapUsed]]),
    createCounter("process_cpu_seconds_total", "CPU time of the process in seconds.", [[{}, (cpu.user + cpu.system) / 1e6]]),
  ];
}

function countByPlugin(sensors: readonly SensorSummary[], isCounted: (sensor: SensorSummary) => boolean): PrometheusSample[] {
  const rows = new Map<string, { account: string; plugin: string; count: number }>();
  for (const sensor of sensors) {
    const { account, plugin } = sensor;
    const row = rows.get(`${account} ${plugin}`) ?? { account, plugin, count: 0 };
    rows.set(`${account} ${plugin}`, { ...row, count: row.count + (isCounted(sensor) ? 1 : 0) });
  }
  return [...rows.values()].map(({ account, plugin, count }) => [{ account, plugin }, count]);
}
