import { collectHostMetrics } from "../metrics/collect-host-metrics.ts";
import { prometheusContentType, toPrometheusText } from "../metrics/prometheus-text.ts";
import { createOpenApiDocument } from "../openapi/openapi-document.ts";
import { textSchema } from "../openapi/schema-builders.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

/** OpenAPI and metrics. */
export function createDescriptionRoutes({ host, version, eventCounts, streams }: RouteContext, allRoutes: () => readonly Route[]): Route[] {
  return [
    {
      method: "GET",
      path: "/api/openapi.json",
      access: "read",
      operationId: "getOpenApi",
      summary: "Describes this interface in OpenAPI 3.1, with every offered service",
      response: jsonResponseOf("The OpenAPI document.", { type: "object" }),
      handle: () => Response.json(createOpenApiDocument(allRoutes(), host.services(), version ?? "0")),
    },
    {
      method: "GET",
      path: "/metrics",
      access: "read",
      operationId: "getMetrics",
      summary: "Returns metrics for Prometheus",
      response: { status: 200, description: "Prometheus text format 0.0.4.", content: { "text/plain": textSchema } },
      handle: () =>
        new Response(toPrometheusText(collectHostMetrics(host, eventCounts, streams.size)), {
          headers: { "content-type": prometheusContentType },
        }),
    },
  ];
}
