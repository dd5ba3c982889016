import { list, object } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

export function serviceRoutes({ host }: Surface): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/services",
      access: "read",
      id: "listServices",
      summary: "All services with their schemas; those not offered with the reason",
      answer: jsonAnswer("All services.", object({ services: list("Service") })),
      handle: () => Response.json({ services: host.services() }),
    },
    {
      method: "POST",
      path: "/api/v1/accounts/{account}/services/{plugin}/{service}",
      access: "full",
      id: "callService",
      summary: "Calls a service; the body is its input",
      body: { type: "object" },
      answer: jsonAnswer("What the service gives back.", object({ result: {} })),
      async handle({ request, param, json }) {
        const id = `${param("plugin")}/${param("service")}`;
        const account = host.account(param("account"));
        const input = await json();
        // Nothing that changes something is left half done because a browser went away.
        const reads = host.services().some((service) => service.id === id && service.account === account.name && service.effect === "read");
        const result = await account.call(id, input, { via: "http", ...(reads && { signal: request.signal }) });
        return Response.json({ result: result ?? null });
      },
    },
  ];
}
