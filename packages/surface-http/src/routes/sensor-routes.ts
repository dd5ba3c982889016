import { refTo } from "../openapi/component-schemas.ts";
import { listOf, objectOf } from "../openapi/schema-builders.ts";
import { toSensorJson } from "../responses/sensor-json.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const path = "/api/v1/sensors/{account}/{plugin}/{sensor}";

export function createSensorRoutes({ host }: RouteContext): Route[] {
  const findSensor = ({ param }: RouteRequest) => {
    host.account(param("account"));
    return host.sensor(["account", "plugin", "sensor"].map(param).join("/"));
  };
  return [
    {
      method: "GET",
      path: "/api/v1/sensors",
      access: "read",
      operationId: "listSensors",
      summary: "Lists all sensors with their values",
      response: jsonResponseOf("All sensors.", objectOf({ sensors: listOf(refTo("Sensor")) })),
      handle: () => Response.json({ sensors: host.sensors().map(toSensorJson) }),
    },
    {
      method: "GET",
      path,
      access: "read",
      operationId: "getSensor",
      summary: "Returns one sensor",
      response: jsonResponseOf("The sensor.", refTo("Sensor")),
      handle: (request) => Response.json(toSensorJson(findSensor(request))),
    },
    {
      method: "POST",
      path: `${path}/refresh`,
      access: "full",
      operationId: "refreshSensor",
      summary: "Refreshes one sensor now",
      response: jsonResponseOf("The refreshed sensor.", refTo("Sensor")),
      async handle(request) {
        const { account, plugin, id } = findSensor(request);
        await host.account(account).refresh(`${plugin}/${request.param("sensor")}`);
        return Response.json(toSensorJson(host.sensor(id)));
      },
    },
  ];
}
