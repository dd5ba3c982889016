import { booleanSchema, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

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
        objectOf({ status: { const: "ok" }, started: booleanSchema, "version?": textSchema, "newVersion?": textSchema }),
      ),
      handle() {
        const news = newVersion();
        const started = host.metrics().startedAt !== undefined;
        return createJsonResponse({ status: "ok", started, ...(version && { version }), ...(news && { newVersion: news }) });
      },
    },
  ];
}
