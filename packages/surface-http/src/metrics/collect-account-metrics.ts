import type { GraphCost, Host, SensorSummary } from "@casement/host";
import type { EventCounts } from "./event-counts.ts";
import { createCounter, createGauge, type PrometheusMetric, type PrometheusSample } from "./prometheus-text.ts";

const costMetrics: readonly (readonly [name: string, property: keyof GraphCost, help: string])[] = [
  ["requests_total", "requests", "HTTP requests to Microsoft Graph. A batch counts as one."],
  ["units_total", "units", "Requests as Microsoft Graph counts them. Each part of a batch counts as one."],
  ["items_total", "items", "Items in responses from Microsoft Graph."],
  ["received_bytes_total", "bytesIn", "Bytes received from Microsoft Graph."],
  ["sent_bytes_total", "bytesOut", "Bytes sent to Microsoft Graph."],
  ["retries_total", "retries", "Requests that were retried."],
  ["throttled_seconds_total", "throttledSeconds", "Seconds that Microsoft Graph asked to wait."],
];
const accountStates = ["signed-in", "signed-out", "sign-in-required"] as const;

type Labels = Readonly<Record<string, string>>;
type Call = GraphCost & { readonly plugin: string; readonly path: string };

/** With the account in each label: of one, or of all. No label contains an address, a title or a subject. */
export async function collectAccountMetrics(host: Host, eventCounts: EventCounts, account?: string): Promise<PrometheusMetric[]> {
  const graph = await host.graphMetrics(account);
  const costs = Object.entries(graph).flatMap(([name, { calls }]) => calls.map((call) => [{ account: name }, call] as const));
  const sensors = host.index(account === undefined ? {} : { account });
  const accounts = account === undefined ? host.accounts : [host.account(account)];
  return [
    ...collectCosts(costs),
    ...collectSensorCounts(sensors, (sensor) => ({ account: sensor.account, plugin: sensor.plugin })),
    createGauge(
      "casement_account_state",
      "1 for the current state of the account, 0 for the others.",
      accounts
        .map((handle) => handle.status())
        .flatMap(({ name, state: current }) =>
          accountStates.map((state): PrometheusSample => [{ account: name, state }, state === current ? 1 : 0]),
        ),
    ),
    createCounter(
      "casement_events_total",
      "Events since the hub started.",
      eventCounts
        .rows()
        .filter((row) => account === undefined || row.account === account)
        .map(({ account: name, type, count }) => [{ account: name, type }, count]),
    ),
  ];
}

/**
 * In a cluster, of all accounts together: with each account, they would be hundreds of thousands of lines, and a question to each. What requests cost is
 * counted for each worker, because it begins at zero when the worker starts.
 */
export function collectSummedMetrics(host: Host, eventCounts: EventCounts): PrometheusMetric[] {
  const { cluster } = host.metrics();
  const costs = (cluster?.workers ?? []).flatMap(({ id, figures }) =>
    (figures?.graph.calls ?? []).map((call) => [{ worker: id }, call] as const),
  );
  const states = host.accounts.map((account) => account.status().state);
  return [
    ...collectCosts(costs),
    ...collectSensorCounts(host.index(), ({ plugin }) => ({ plugin })),
    createGauge(
      "casement_accounts",
      "Accounts by their state.",
      accountStates.map((state) => [{ state }, states.filter((each) => each === state).length]),
    ),
    createCounter(
      "casement_events_total",
      "Events since this front started.",
      countBy(
        eventCounts.rows(),
        ({ type }) => ({ type }),
        ({ count }) => count,
      ),
    ),
  ];
}

const collectCosts = (costs: readonly (readonly [labels: Labels, call: Call])[]): PrometheusMetric[] =>
  costMetrics.map(([name, property, help]) =>
    createCounter(
      `casement_graph_${name}`,
      help,
      costs.map(([labels, { plugin, path, ...cost }]) => [{ ...labels, plugin, path }, cost[property]]),
    ),
  );

function collectSensorCounts(sensors: readonly SensorSummary[], labelsOf: (sensor: SensorSummary) => Labels): PrometheusMetric[] {
  const count = (isCounted: (sensor: SensorSummary) => boolean) => countBy(sensors, labelsOf, (sensor) => (isCounted(sensor) ? 1 : 0));
  return [
    createGauge(
      "casement_sensors",
      "Sensors that exist.",
      count(({ gone }) => !gone),
    ),
    createGauge(
      "casement_sensors_stale",
      "Sensors whose value may be out of date.",
      count(({ gone, stale }) => !gone && stale),
    ),
  ];
}

/** Adds up by labels. */
function countBy<T>(
  items: readonly T[],
  labelsOf: (item: T) => Labels,
  countOf: (item: T) => number,
): readonly (readonly [labels: Labels, count: number])[] {
  const rows = new Map<string, readonly [Labels, number]>();
  for (const item of items) {
    const labels = labelsOf(item);
    const key = Object.values(labels).join(" ");
    rows.set(key, [labels, (rows.get(key)?.[1] ?? 0) + countOf(item)]);
  }
  return [...rows.values()];
}
