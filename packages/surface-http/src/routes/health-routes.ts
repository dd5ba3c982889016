import { numberSchema } from "../openapi/cluster-schema.ts";
import { booleanSchema, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const clusterCountsSchema = objectOf({
  workers: numberSchema,
  accounts: numberSchema,
  withoutWorker: numberSchema,
  setAside: numberSchema,
  takeovers: numberSchema,
});

export function createHealthRoutes({ host, version, newVersion }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/health",
      access: "open",
      operationId: "getHealth",
      summary: "Checks that the hub is running",
      response: jsonResponseOf(
        "The hub is running.",
        objectOf({
          status: { const: "ok" },
          started: booleanSchema,
          "version?": textSchema,
          "newVersion?": textSchema,
          "cluster?": clusterCountsSchema,
        }),
      ),
      handle() {
        const news = newVersion();
        const { startedAt, cluster } = host.metrics();
        return createJsonResponse({
          status: "ok",
          started: startedAt !== undefined,
          ...(version && { version }),
          ...(news && { newVersion: news }),
          // Anybody can read this: no names.
          ...(cluster && { cluster: { ...cluster, workers: cluster.workers.length } }),
        });
      },
    },
  ];
}
