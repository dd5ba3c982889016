import type { GraphCost, Host, SensorSnapshot } from "@casement/host";
import type { EventCounts } from "./event-counts.ts";
import type { Metric, Sample } from "./prometheus.ts";

const graphMetrics: readonly (readonly [name: string, of: keyof GraphCost, help: string])[] = [
  ["requests_total", "requests", "HTTP requests to Microsoft Graph; a batch is one."],
  ["units_total", "units", "Calls that Graph counts; each part of a batch is one."],
  ["items_total", "items", "Items in Graph's answers."],
  ["received_bytes_total", "bytesIn", "Bytes of Graph's answers."],
  ["sent_bytes_total", "bytesOut", "Bytes sent to Graph."],
  ["retries_total", "retries", "Repeated calls."],
  ["throttled_seconds_total", "throttledSeconds", "Seconds of pause that Graph asked for."],
];
const accountStates = ["signed-in", "signed-out", "sign-in-required"] as const;

/** What the host has done and how it is. No label holds an address, a title or a subject. */
export function hostMetrics(host: Host, eventCounts: EventCounts, streams: number): Metric[] {
  const { graph } = host.metrics();
  const calls = Object.entries(graph).flatMap(([account, { calls }]) => calls.map((call) => ({ account, call })));
  const sensors = host.sensors();
  const statuses = host.accounts.map((account) => account.status());
  const { rss, heapUsed } = process.memoryUsage();
  return [
    ...graphMetrics.map(
      ([name, of, help]): Metric => ({
        name: `casement_graph_${name}`,
        type: "counter",
        help,
        samples: calls.map(({ account, call }) => [{ account, plugin: call.plugin, path: call.path }, call[of]]),
      }),
    ),
    gauge(
      "casement_sensors",
      "Sensors that are there.",
      byPlugin(sensors, ({ gone }) => !gone),
    ),
    gauge(
      "casement_sensors_stale",
      "Sensors whose value may be out of date.",
      byPlugin(sensors, ({ gone, stale }) => !gone && stale),
    ),
    gauge(
      "casement_account_state",
      "1 for the state the account is in.",
      statuses.flatMap(({ name, state }) => accountStates.map((each): Sample => [{ account: name, state: each }, each === state ? 1 : 0])),
    ),
    {
      name: "casement_events_total",
      type: "counter",
      help: "Events since the start.",
      samples: eventCounts.rows().map(({ account, type, count }) => [{ account, type }, count]),
    },
    gauge("casement_streams", "Event streams that are being read.", [[{}, streams]]),
    gauge("process_resident_memory_bytes", "Memory of the process.", [[{}, rss]]),
    gauge("nodejs_heap_size_used_bytes", "Memory that JavaScript uses.", [[{}, heapUsed]]),
    {
      name: "process_cpu_seconds_total",
      type: "counter",
      help: "Processor time of the process.",
      samples: [[{}, (process.cpuUsage().user + process.cpuUsage().system) / 1e6]],
    },
  ];
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, type: "gauge", help, samples });

function byPlugin(sensors: readonly SensorSnapshot[], counts: (sensor: SensorSnapshot) => boolean): Sample[] {
  const rows = new Map<string, { account: string; plugin: string; count: number }>();
  for (const sensor of sensors) {
    const { account, plugin } = sensor;
    const row = rows.get(`${account} ${plugin}`) ?? { account, plugin, count: 0 };
    rows.set(`${account} ${plugin}`, { ...row, count: row.count + (counts(sensor) ? 1 : 0) });
  }
  return [...rows.values()].map(({ account, plugin, count }) => [{ account, plugin }, count]);
}
