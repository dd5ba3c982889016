import { invalidInput } from "@casement/core";
import { visibilityOf } from "../access/client-visibility.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, listOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const maxEvents = 1_000;
const eventIdSchema = { type: "string", pattern: "^\\d+$" };

export function createEventRoutes({ host, clock, streams }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/events",
      access: "display",
      operationId: "listEvents",
      summary: "Lists events after a given one, oldest first",
      query: {
        after: { description: "The ID of the last event that you have.", schema: eventIdSchema },
        limit: {
          description: "The maximum number of events.",
          schema: { type: "integer", minimum: 1, maximum: maxEvents, default: maxEvents },
        },
      },
      response: jsonResponseOf(
        "The events. `lost`: some events before them are no longer stored. `after`: pass it in the next request, also when there are no events. It is lower than the requested one if IDs went back.",
        objectOf({ events: listOf(refTo("Event")), lost: booleanSchema, after: eventIdSchema }),
      ),
      async handle({ client, query }) {
        const limit = Number(query("limit") ?? maxEvents);
        if (!Number.isInteger(limit) || limit < 1 || limit > maxEvents)
          throw invalidInput("limit", `must be a number from 1 to ${maxEvents}`);
        const page = await host.events.after(query("after"), { limit });
        const events = page.events.map(visibilityOf(client).event).filter((event) => event !== undefined);
        return createJsonResponse({ ...page, events, after: page.events.at(-1)?.id ?? page.after });
      },
    },
    {
      method: "GET",
      path: "/api/v1/stream",
      access: "display",
      operationId: "stream",
      summary:
        "Streams server-sent events: `sensor` for every sensor and each change, `event` for each event, `account` for each account that is added, changed or removed, `lost` for missing events",
      query: {
        after: {
          description: "The ID of the last event that you have. `Last-Event-ID` takes precedence. Default: only new events.",
          schema: eventIdSchema,
        },
      },
      response: { status: 200, description: "An endless stream.", content: { "text/event-stream": textSchema } },
      async handle(request) {
        const lastId = lastEventIdOf(request);
        // Rejects an invalid id before the stream starts, and lowers one that is higher than any.
        const after = lastId === undefined ? undefined : (await host.events.after(lastId, { limit: 1 })).after;
        const headers = { "content-type": "text/event-stream", "x-accel-buffering": "no" };
        if (request.request.method === "HEAD") return new Response(null, { headers });
        const { client, disconnect } = request;
        return new Response(streams.open({ host, clock, after, visibility: visibilityOf(client), disconnect }, client?.grant), { headers });
      },
    },
  ];
}

/** The header is newer than the address: a browser sends it when it reconnects. */
const lastEventIdOf = ({ request, query }: RouteRequest): string | undefined => request.headers.get("last-event-id") || query("after");
