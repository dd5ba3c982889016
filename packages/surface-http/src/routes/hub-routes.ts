import type { ClusterMetrics, GraphMetricsSnapshot, Host } from "@casement/host";
import { maskedDiagnosticsOf } from "../diagnostics/diagnostics.ts";
import { clusterSchema, numberSchema } from "../openapi/cluster-schema.ts";
import { enumOf, listOf, nullableOf, objectOf, textSchema, timeSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const hourSchema = objectOf({ at: timeSchema, requests: numberSchema, units: numberSchema });
const levelSchema = enumOf("info", "warn", "error");
const levels = ["info", "warn", "error"];

/** How the hub itself is doing. */
export function createHubRoutes(context: RouteContext): Route[] {
  const { host, version, recentLog } = context;
  return [
    {
      method: "GET",
      path: "/api/v1/hub",
      access: "read",
      operationId: "getHub",
      summary: "Returns the version of the hub, since when it runs, and what its requests to Microsoft Graph cost",
      response: jsonResponseOf(
        "The hub. `graph`: the last 24 hours of each account, or in a cluster of each worker, oldest first.",
        objectOf({
          "version?": textSchema,
          node: textSchema,
          startedAt: nullableOf(timeSchema),
          memoryBytes: numberSchema,
          sensors: numberSchema,
          staleSensors: numberSchema,
          graph: { type: "object", additionalProperties: listOf(hourSchema) },
          "cluster?": clusterSchema,
        }),
      ),
      async handle() {
        const { startedAt, cluster } = host.metrics();
        const sensors = host.index().filter(({ gone }) => !gone);
        return createJsonResponse({
          ...(version !== undefined && { version }),
          node: process.versions.node,
          startedAt: startedAt ?? null,
          memoryBytes: process.memoryUsage.rss(),
          sensors: sensors.length,
          staleSensors: sensors.filter(({ stale }) => stale).length,
          graph: cluster ? hoursOfWorkers(cluster) : await hoursOfAccounts(host),
          ...(cluster && { cluster: { ...cluster, workers: cluster.workers.map(({ figures: _, ...worker }) => worker) } }),
        });
      },
    },
    {
      method: "GET",
      path: "/api/v1/log",
      access: "full",
      operationId: "getLog",
      summary: "Returns the latest lines of the hub's log, newest first. They contain no contents of Microsoft 365",
      query: {
        level: { description: "The lowest level: `warn` also returns errors. Default: info.", schema: levelSchema },
        account: { description: "Only lines about this account.", schema: textSchema },
        plugin: { description: "Only lines about this plugin.", schema: textSchema },
      },
      response: jsonResponseOf(
        "The lines since the start of the hub, at most 1,000. `kept` says whether the hub keeps any.",
        objectOf({
          kept: { type: "boolean" },
          entries: listOf(
            objectOf({
              id: numberSchema,
              at: timeSchema,
              level: levelSchema,
              "account?": textSchema,
              "plugin?": textSchema,
              message: textSchema,
            }),
          ),
        }),
      ),
      handle({ query }) {
        const [level = "info", account, plugin] = [query("level"), query("account"), query("plugin")];
        const entries = (recentLog?.entries() ?? []).filter(
          (entry) =>
            levels.indexOf(entry.level) >= levels.indexOf(level) &&
            (account === undefined || entry.account === account) &&
            (plugin === undefined || entry.plugin === plugin),
        );
        return createJsonResponse({ kept: recentLog !== undefined, entries: entries.reverse() });
      },
    },
    {
      method: "GET",
      path: "/api/v1/diagnostics",
      access: "full",
      operationId: "getDiagnostics",
      summary: "Returns what helps to find a fault, without names, addresses, ids or contents, to attach to a report",
      response: jsonResponseOf("The diagnostics. Accounts are numbered.", { type: "object" }),
      async handle() {
        const response = createJsonResponse(await maskedDiagnosticsOf(context));
        response.headers.set("content-disposition", 'attachment; filename="casement-diagnostics.json"');
        return response;
      },
    },
  ];
}

type Hours = Readonly<Record<string, GraphMetricsSnapshot["hours"]>>;

const hoursOfAccounts = async (host: Host): Promise<Hours> =>
  Object.fromEntries(Object.entries(await host.graphMetrics()).map(([account, { hours }]) => [account, hours]));

const hoursOfWorkers = ({ workers }: ClusterMetrics): Hours =>
  Object.fromEntries(workers.flatMap(({ id, figures }) => (figures ? [[id, figures.graph.hours]] : [])));
