import { visibilityOf } from "../access/client-visibility.ts";
import { requireTick } from "../access/list-ticks.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, listOf, objectOf } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

export function createServiceRoutes({ host }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/services",
      access: "display",
      operationId: "listServices",
      summary: "Lists all services with their schemas. A service that is not offered has a reason",
      response: jsonResponseOf("All services.", objectOf({ services: listOf(refTo("Service")) })),
      async handle({ client }) {
        const shown = (await host.services()).map(visibilityOf(client).service);
        return createJsonResponse({ services: shown.filter((service) => service !== undefined) });
      },
    },
    {
      method: "POST",
      path: "/api/v1/accounts/{account}/services/{plugin}/{service}",
      access: "tick",
      operationId: "callService",
      summary: "Calls a service. The body is its input",
      body: { type: "object" },
      response: jsonResponseOf("The service's result.", objectOf({ result: {} })),
      async handle({ request, client, param, json }) {
        const id = `${param("plugin")}/${param("service")}`;
        const account = host.account(param("account"));
        const input = await json();
        await requireTick(client!, { account: account.name, service: id, input }, host);
        // A client that disconnects aborts only services that read: a change is always completed.
        const services = await host.services(account.name);
        const isRead = services.some((service) => service.id === id && service.effect === "read");
        const result = await account.call(id, input, { via: "http", ...(isRead && { signal: request.signal }) });
        return createJsonResponse({ result: result ?? null });
      },
    },
    {
      method: "POST",
      path: "/api/v1/accounts/{account}/services/{plugin}/{service}/reaches-others",
      access: "tick",
      operationId: "checkReach",
      summary: "Says whether other people would learn of a call. The body is its input. Nothing is called",
      body: { type: "object" },
      response: jsonResponseOf("Whether they would.", objectOf({ reachesOthers: booleanSchema })),
      async handle({ client, param, json }) {
        const id = `${param("plugin")}/${param("service")}`;
        const account = host.account(param("account"));
        const input = await json();
        await requireTick(client!, { account: account.name, service: id, input }, host);
        const reaches = await account.reachesOthers(id, input);
        return createJsonResponse({ reachesOthers: reaches });
      },
    },
  ];
}
