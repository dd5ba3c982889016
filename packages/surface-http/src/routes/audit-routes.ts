import { invalidInput } from "@casement/core";
import { refTo } from "../openapi/component-schemas.ts";
import { listOf, objectOf } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const maxEntries = 10_000;

/** What AI agents called. */
export const createAuditRoutes = ({ host }: RouteContext): Route[] => [
  {
    method: "GET",
    path: "/api/v1/audit",
    access: "full",
    operationId: "listAudit",
    summary: "Lists the calls of AI agents in the last 30 days, newest first, without their contents",
    query: { limit: { description: "At most this many. Default: 200.", schema: { type: "integer", minimum: 1, maximum: maxEntries } } },
    response: jsonResponseOf("The calls.", objectOf({ calls: listOf(refTo("AuditEntry")) })),
    async handle({ query }) {
      const limit = Number(query("limit") ?? 200);
      if (!Number.isInteger(limit) || limit < 1 || limit > maxEntries)
        throw invalidInput("limit", `must be a whole number from 1 to ${maxEntries}`);
      return createJsonResponse({ calls: await host.audit().read(limit) });
    },
  },
];
