import { refTo } from "../openapi/component-schemas.ts";
import { listOf, objectOf } from "../openapi/schema-builders.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

export function createServiceRoutes({ host }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/services",
      access: "read",
      operationId: "listServices",
      summary: "Lists all services with their schemas. A service that is not offered has a reason",
      response: jsonResponseOf("All services.", objectOf({ services: listOf(refTo("Service")) })),
      handle: () => Response.json({ services: host.services() }),
    },
    {
      method: "POST",
      path: "/api/v1/accounts/{account}/services/{plugin}/{service}",
      access: "full",
      operationId: "callService",
      summary: "Calls a service. The body is its input",
      body: { type: "object" },
      response: jsonResponseOf("The service's result.", objectOf({ result: {} })),
      async handle({ request, param, json }) {
        const id = `${param("plugin")}/${param("service")}`;
        const account = host.account(param("account"));
        const input = await json();
        // A client that disconnects aborts only services that read: a change is always completed.
        const isRead = host
          .services()
          .some((service) => service.id === id && service.account === account.name && service.effect === "read");
        const result = await account.call(id, input, { via: "http", ...(isRead && { signal: request.signal }) });
        return Response.json({ result: result ?? null });
      },
    },
  ];
}
