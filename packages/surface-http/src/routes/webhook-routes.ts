import { CasementError } from "@casement/core";
import { booleanSchema, enumOf, listOf, objectOf, textSchema, timeSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { type JsonSchema, jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const countSchema: JsonSchema = { type: "integer" };
const webhookSchema = objectOf({
  name: textSchema,
  state: {
    ...enumOf("working", "failing", "off"),
    description: "`failing`: no delivery has succeeded since `failingSince`. `off`: switched off because it failed for three days.",
  },
  "failingSince?": timeSchema,
  "reason?": { ...textSchema, description: "Why the last attempt failed." },
  "lastDelivery?": { ...timeSchema, description: "When a message, or a test, was last received." },
  "lastFailure?": { ...objectOf({ at: timeSchema, reason: textSchema }), description: "Kept after later deliveries." },
  waiting: countSchema,
  delivered: { ...countSchema, description: "Since the hub started." },
  failedAttempts: countSchema,
  dropped: countSchema,
});

export function createWebhookRoutes({ webhooks }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/webhooks",
      access: "read",
      operationId: "listWebhooks",
      summary: "Lists the webhooks of the configuration, and how they are doing",
      response: jsonResponseOf("The webhooks. Their addresses and secrets are not shown.", objectOf({ webhooks: listOf(webhookSchema) })),
      handle: () => createJsonResponse({ webhooks: webhooks?.statuses() ?? [] }),
    },
    {
      method: "POST",
      path: "/api/v1/webhooks/{webhook}/test",
      access: "full",
      operationId: "testWebhook",
      summary: "Sends a test message to a webhook now; if it is delivered, a webhook that was switched off is on again",
      response: jsonResponseOf(
        "Whether it was delivered. Otherwise `reason` says why not.",
        objectOf({ delivered: booleanSchema, "status?": countSchema, "reason?": textSchema }),
      ),
      async handle({ param }) {
        if (!webhooks)
          throw new CasementError("not-found", "This hub has no webhooks. Add one on the dashboard, or  webhooks:  to casement.yaml.");
        const { delivered, status, reason } = await webhooks.test(param("webhook"));
        return createJsonResponse({ delivered, ...(status !== undefined && { status }), ...(reason !== undefined && { reason }) });
      },
    },
  ];
}
