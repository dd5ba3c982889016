import { booleanSchema, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

export function createHealthRoutes({ host, version }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/health",
      access: "open",
      operationId: "getHealth",
      summary: "Checks that the hub is running",
      response: jsonResponseOf(
        "The hub is running.",
        objectOf({ status: { const: "ok" }, started: booleanSchema, "version?": textSchema }),
      ),
      handle: () => Response.json({ status: "ok", started: host.metrics().startedAt !== undefined, ...(version && { version }) }),
    },
  ];
}
