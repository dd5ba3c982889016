import { wrong } from "../fields.ts";
import { boolean, list, object, text } from "../openapi/schemas.ts";
import { type Call, jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

const longestPage = 1_000;
const after = { description: "Id of the last event that is known.", schema: { type: "string", pattern: "^\\d+$" } };

export function eventRoutes({ host, clock, streams }: Surface): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/events",
      access: "read",
      id: "listEvents",
      summary: "Events after the one named, oldest first",
      query: {
        after,
        limit: { description: "How many at most.", schema: { type: "integer", minimum: 1, maximum: longestPage, default: longestPage } },
      },
      answer: jsonAnswer("Events. `lost`: some in between are no longer kept.", object({ events: list("Event"), lost: boolean })),
      handle({ query }) {
        const limit = Number(query("limit") ?? longestPage);
        if (!Number.isInteger(limit) || limit < 1 || limit > longestPage) throw wrong("limit", `must be a number from 1 to ${longestPage}`);
        return Response.json(host.events.after(query("after"), limit));
      },
    },
    {
      method: "GET",
      path: "/api/v1/stream",
      access: "read",
      id: "stream",
      summary: "Server-sent events: every sensor at first and when it changes (`sensor`), every event (`event`), and `lost`",
      query: { after: { ...after, description: "Where to go on; `Last-Event-ID` goes before it. Left out: only what comes." } },
      answer: { status: 200, description: "A stream without end.", content: { "text/event-stream": text } },
      handle(call) {
        const last = lastKnown(call);
        // Before anything is sent, so that a wrong id is answered.
        if (last !== undefined) host.events.after(last, 1);
        const headers = { "content-type": "text/event-stream", "x-accel-buffering": "no" };
        if (call.request.method === "HEAD") return new Response(null, { headers });
        return new Response(streams.open({ host, clock, after: last, drop: call.drop }, call.caller?.session), { headers });
      },
    },
  ];
}

/** A browser that reconnects knows better than the address it began with. */
const lastKnown = ({ request, query }: Call): string | undefined => request.headers.get("last-event-id") || query("after");
