import { boolean, object, text } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

export function healthRoutes({ host, version }: Surface): Route[] {
  return [
    {
      method: "GET",
      path: "/api/health",
      access: "open",
      id: "getHealth",
      summary: "Whether the hub runs",
      answer: jsonAnswer("It runs.", object({ status: { const: "ok" }, started: boolean, "version?": text })),
      handle: () => Response.json({ status: "ok", started: host.metrics().startedAt !== undefined, ...(version && { version }) }),
    },
  ];
}
