import { testNotifications } from "../notifications/test-notifications.ts";
import { booleanSchema, enumOf, nullableOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { type JsonSchema, jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const countSchema: JsonSchema = { type: "integer" };
const statusSchema = objectOf({
  state: {
    ...enumOf("off", "receiving", "interrupted"),
    description: "`off`: not configured. `interrupted`: everything is polled until the relay is back; `problem` says why.",
  },
  "origin?": { ...textSchema, description: "Where Microsoft sends them." },
  "relay?": objectOf({ address: textSchema, publicKey: textSchema }),
  "problem?": textSchema,
  received: { ...countSchema, description: "Since the hub started." },
  accepted: { ...countSchema, description: "Those that caused a read." },
  renewals: { ...countSchema, description: "Renewals of subscriptions." },
  delay: {
    ...nullableOf({ type: "number" }),
    description: "Average seconds from a notification until what it reports was shown.",
  },
  sensors: objectOf({ live: countSchema, polled: countSchema, waiting: countSchema }),
});

/** How change notifications arrive, and whether they do. */
export function createNotificationStatusRoutes({ host, clock, notificationFetch }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/notifications",
      access: "read",
      operationId: "getNotifications",
      summary: "Says whether the hub receives change notifications of Microsoft Graph, and what became of them",
      response: jsonResponseOf("The state. The hub's own address for them is a secret and not shown.", statusSchema),
      handle() {
        const { receiver } = host.notifications;
        const { received, accepted, renewals, delay } = host.notifications.metrics();
        const sensors = host.index().filter(({ gone }) => !gone);
        const countOf = (state: string): number => sensors.filter(({ liveness }) => liveness === state).length;
        return createJsonResponse({
          state: !receiver ? "off" : receiver.problem === undefined ? "receiving" : "interrupted",
          ...(receiver && { origin: new URL(receiver.address).origin }),
          ...(receiver?.relay && { relay: receiver.relay }),
          ...(receiver?.problem !== undefined && { problem: receiver.problem }),
          received,
          accepted,
          renewals,
          delay: delay.count === 0 ? null : Math.round((delay.sum / delay.count) * 1_000) / 1_000,
          sensors: { live: countOf("live"), polled: countOf("polled"), waiting: countOf("waiting") },
        });
      },
    },
    {
      method: "POST",
      path: "/api/v1/notifications/test",
      access: "full",
      operationId: "testNotifications",
      summary: "Sends a notification to the hub's own address, as Microsoft does, and waits for it",
      response: jsonResponseOf(
        "Whether it arrived, and after how long. Otherwise `reason` says why not.",
        objectOf({ arrived: booleanSchema, "milliseconds?": { type: "number" }, "reason?": textSchema }),
      ),
      handle: async () => createJsonResponse({ ...(await testNotifications(host, clock, notificationFetch)) }),
    },
  ];
}
