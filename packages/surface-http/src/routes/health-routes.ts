import { numberSchema } from "../openapi/cluster-schema.ts";
import { booleanSchema, enumOf, objectOf, textSchema, timeSchema } from "../openapi/schema-builders.ts";
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
        "The hub is running. `degraded`: it serves what it knew last, because of `problem`. `cluster` is then as it was before.",
        objectOf({
          status: enumOf("ok", "degraded"),
          started: booleanSchema,
          "version?": textSchema,
          "newVersion?": textSchema,
          "cluster?": clusterCountsSchema,
          "problem?": objectOf({ code: textSchema, message: textSchema, since: timeSchema }),
        }),
      ),
      handle() {
        const news = newVersion();
        const { startedAt, cluster, problem } = host.metrics();
        return createJsonResponse({
          // Still 200: what is known is served, and a load balancer that removed all fronts would help nobody.
          status: problem ? "degraded" : "ok",
          started: startedAt !== undefined,
          ...(version && { version }),
          ...(news && { newVersion: news }),
          // Anybody can read this: no names.
          ...(cluster && { cluster: { ...cluster, workers: cluster.workers.length } }),
          ...(problem && { problem }),
        });
      },
    },
  ];
}
