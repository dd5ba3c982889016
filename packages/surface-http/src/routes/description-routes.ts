import { hostMetrics } from "../metrics/host-metrics.ts";
import { prometheusText, prometheusType } from "../metrics/prometheus.ts";
import { openApiDocument } from "../openapi/document.ts";
import { text } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

/** What the interface says about itself and the hub. */
export function descriptionRoutes({ host, version, eventCounts, streams }: Surface, all: () => readonly Route[]): Route[] {
  return [
    {
      method: "GET",
      path: "/api/openapi.json",
      access: "read",
      id: "getOpenApi",
      summary: "This interface as OpenAPI 3.1, with every service that is offered",
      answer: jsonAnswer("The description.", { type: "object" }),
      handle: () => Response.json(openApiDocument(all(), host.services(), version ?? "0")),
    },
    {
      method: "GET",
      path: "/metrics",
      access: "read",
      id: "getMetrics",
      summary: "Metrics for Prometheus",
      answer: { status: 200, description: "Prometheus text format 0.0.4.", content: { "text/plain": text } },
      handle: () =>
        new Response(prometheusText(hostMetrics(host, eventCounts, streams.size)), { headers: { "content-type": prometheusType } }),
    },
  ];
}
