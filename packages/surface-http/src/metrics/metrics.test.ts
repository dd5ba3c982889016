import { expect, it } from "vitest";
import { createHttpRig, testUser } from "../../test/http-rig.fixture.ts";
import { collectSummedMetrics } from "./collect-account-metrics.ts";
import { collectClusterMetrics } from "./collect-cluster-metrics.ts";
import { createEventCounts } from "./event-counts.ts";
import { toPrometheusText } from "./prometheus-text.ts";

/** One line of the text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
const linePattern =
  /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"(,[a-z]+="([^"\\\n]|\\["\\n])*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?)$/;

it("reports the cost of Graph requests and the state of sensors and accounts, but no personal data", async () => {
  await using rig = await createHttpRig();
  await rig.addTask("A very private subject");
  const response = await rig.request("/metrics");
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await response.text();
  expect(text.endsWith("\n")).toBe(true);
  const lines = text.trimEnd().split("\n");
  for (const each of lines) expect(each).toMatch(linePattern);
  const types = lines.filter((each) => each.startsWith("# TYPE")).map((each) => each.split(" ")[2]);
  expect(new Set(types).size).toBe(types.length);
  expect(text).toMatch(/casement_graph_requests_total\{account="home",plugin="[^"]+",path="[^"]+"\} [1-9]/);
  expect(text).toContain('casement_sensors{account="home",plugin="tasks"} 1\n');
  expect(text).toContain('casement_sensors_stale{account="home",plugin="tasks"} 0\n');
  expect(text).toContain('casement_account_state{account="home",state="signed-in"} 1\n');
  expect(text).toContain('casement_account_state{account="home",state="sign-in-required"} 0\n');
  expect(text).toContain('casement_events_total{account="home",type="tasks/task-created"} 1\n');
  expect(text).toMatch(/\nprocess_resident_memory_bytes [1-9]\d+\n/);
  for (const secret of [testUser, "private subject", "Groceries"]) expect(text).not.toContain(secret);
});

it("shows the workers of a cluster", () => {
  const worker = { id: "first", since: "2026-03-02T08:00:00.000Z", accounts: 7, isDraining: false, heardMs: 1500 };
  const text = toPrometheusText(collectClusterMetrics({ workers: [worker], accounts: 8, withoutWorker: 1, setAside: 0, takeovers: 3 }));
  for (const each of text.trimEnd().split("\n")) expect(each).toMatch(linePattern);
  expect(text).toContain('casement_cluster_worker_accounts{worker="first"} 7\n');
  expect(text).toContain('casement_cluster_worker_heard_seconds{worker="first"} 1.5\n');
  expect(text).toContain("casement_cluster_accounts_without_worker 1\n");
  expect(collectClusterMetrics(undefined)).toEqual([]);
});

it("reports one account alone", async () => {
  await using rig = await createHttpRig();
  const text = await (await rig.request("/metrics?account=home")).text();
  for (const each of text.trimEnd().split("\n")) expect(each).toMatch(linePattern);
  expect(text).toMatch(/casement_graph_requests_total\{account="home",plugin="[^"]+",path="[^"]+"\} [1-9]/);
  expect(text).toContain('casement_account_state{account="home",state="signed-in"} 1\n');
  expect(text).not.toContain("process_");
  expect((await rig.request("/metrics?account=nobody")).status).toBe(404);
});

it("adds up the accounts of a cluster by worker and plugin", async () => {
  await using rig = await createHttpRig();
  const { host } = rig.testHost;
  const { graph } = host.metrics();
  const figures = { graph: graph!, notifications: host.notifications.metrics() };
  const worker = { id: "first", since: "2026-03-02T08:00:00.000Z", accounts: 1, isDraining: false, heardMs: 0, figures };
  const cluster = { workers: [worker], accounts: 1, withoutWorker: 0, setAside: 0, takeovers: 0 };
  const counts = createEventCounts(host);
  await rig.addTask("Milk");
  const text = toPrometheusText(collectSummedMetrics({ ...host, metrics: () => ({ startedAt: undefined, cluster }) }, counts));
  for (const each of text.trimEnd().split("\n")) expect(each).toMatch(linePattern);
  expect(text).toMatch(/casement_graph_requests_total\{worker="first",plugin="tasks",path="[^"]+"\} [1-9]/);
  expect(text).toContain('casement_accounts{state="signed-in"} 1\n');
  expect(text).toContain('casement_sensors{plugin="tasks"} 1\n');
  expect(text).toContain('casement_events_total{type="tasks/task-created"} 1\n');
  expect(text).not.toContain("home");
  counts.close();
});

it("escapes labels", () => {
  const text = toPrometheusText([{ name: "m", type: "gauge", help: "M.", samples: [[{ path: 'a"b\\c\nd' }, 1]] }]);
  expect(text).toBe('# HELP m M.\n# TYPE m gauge\nm{path="a\\"b\\\\c\\nd"} 1\n');
});
