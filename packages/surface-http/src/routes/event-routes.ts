import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, listOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { invalidInput } from "../request-fields.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const maxEvents = 1_000;
const eventIdSchema = { type: "string", pattern: "^\\d+$" };

export function createEventRoutes({ host, clock, streams }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/events",
      access: "read",
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
        "The events. `lost`: some events after `after` are no longer stored.",
        objectOf({ events: listOf(refTo("Event")), lost: booleanSchema }),
      ),
      handle({ query }) {
        const limit = Number(query("limit") ?? maxEvents);
        if (!Number.isInteger(limit) || limit < 1 || limit > maxEvents)
          throw invalidInput("limit", `must be a number from 1 to ${maxEvents}`);
        return Response.json(host.events.after(query("after"), limit));
      },
    },
    {
      method: "GET",
      path: "/api/v1/stream",
      access: "read",
      operationId: "stream",
      summary: "Streams server-sent events: `sensor` for every sensor and each change, `event` for each event, `lost` for missing events",
      query: {
        after: {
          description: "The ID of the last event that you have. `Last-Event-ID` takes precedence. Default: only new events.",
          schema: eventIdSchema,
        },
      },
      response: { status: 200, description: "An endless stream.", content: { "text/event-stream": textSchema } },
      handle(request) {
        const after = lastEventIdOf(request);
        // Rejects an invalid id before the stream starts.
        if (after !== undefined) host.events.after(after, 1);
        const headers = { "content-type": "text/event-stream", "x-accel-buffering": "no" };
        if (request.request.method === "HEAD") return new Response(null, { headers });
        return new Response(streams.open({ host, clock, after, disconnect: request.disconnect }, request.client?.session), { headers });
      },
    },
  ];
}

/** The header is newer than the address: a browser sends it when it reconnects. */
const lastEventIdOf = ({ request, query }: RouteRequest): string | undefined => request.headers.get("last-event-id") || query("after");
