import { collectAccountMetrics, collectSummedMetrics } from "../metrics/collect-account-metrics.ts";
import { collectClusterMetrics } from "../metrics/collect-cluster-metrics.ts";
import { collectNotificationMetrics } from "../metrics/collect-notification-metrics.ts";
import { collectProcessMetrics } from "../metrics/collect-process-metrics.ts";
import { collectWebhookMetrics } from "../metrics/collect-webhook-metrics.ts";
import { prometheusContentType, toPrometheusText } from "../metrics/prometheus-text.ts";
import { createOpenApiDocument } from "../openapi/openapi-document.ts";
import { textSchema } from "../openapi/schema-builders.ts";
import { selectOperations } from "../openapi/select-operations.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

/** OpenAPI and metrics. */
export function createDescriptionRoutes(
  { host, version, eventCounts, streams, addresses, cookie, webhooks }: RouteContext,
  allRoutes: () => readonly Route[],
): Route[] {
  const collectAll = async () => [
    ...(host.metrics().cluster ? collectSummedMetrics(host, eventCounts) : await collectAccountMetrics(host, eventCounts)),
    ...collectProcessMetrics(streams.size),
    ...collectClusterMetrics(host.metrics().cluster),
    ...collectNotificationMetrics(host.notifications.metrics(), host.index()),
    ...collectWebhookMetrics(webhooks?.statuses() ?? []),
  ];
  return [
    {
      method: "GET",
      path: "/api/openapi.json",
      access: "read",
      operationId: "getOpenApi",
      summary: "Describes this interface in OpenAPI 3.1, with every offered service",
      query: {
        account: { description: "Only the services of this account, and the routes that read.", schema: textSchema },
        plugins: {
          description: "Only the services of these plugins, separated by commas (`email,todo`), and the routes that read.",
          schema: textSchema,
        },
      },
      response: jsonResponseOf("The OpenAPI document.", { type: "object" }),
      async handle({ place, query }) {
        const { routes, services } = await selectOperations(host, allRoutes(), query("account"), query("plugins"));
        const facts = { version: version ?? "0", server: addresses.addressOf("", place), cookieName: cookie.name };
        return createJsonResponse(createOpenApiDocument(routes, services, facts));
      },
    },
    {
      method: "GET",
      path: "/metrics",
      access: "read",
      operationId: "getMetrics",
      summary: "Returns metrics for Prometheus",
      query: { account: { description: "Only what belongs to this account.", schema: textSchema } },
      response: { status: 200, description: "Prometheus text format 0.0.4.", content: { "text/plain": textSchema } },
      async handle({ query }) {
        const account = query("account");
        const metrics = account === undefined ? await collectAll() : await collectAccountMetrics(host, eventCounts, account);
        return new Response(toPrometheusText(metrics), { headers: { "content-type": prometheusContentType } });
      },
    },
  ];
}
