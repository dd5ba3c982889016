import { sensorJson } from "../answers/sensor-json.ts";
import { list, object, ref } from "../openapi/schemas.ts";
import { type Call, jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

const path = "/api/v1/sensors/{account}/{plugin}/{sensor}";

export function sensorRoutes({ host }: Surface): Route[] {
  const find = ({ param }: Call) => {
    host.account(param("account"));
    return host.sensor(["account", "plugin", "sensor"].map(param).join("/"));
  };
  return [
    {
      method: "GET",
      path: "/api/v1/sensors",
      access: "read",
      id: "listSensors",
      summary: "All sensors with their values",
      answer: jsonAnswer("All sensors.", object({ sensors: list("Sensor") })),
      handle: () => Response.json({ sensors: host.sensors().map(sensorJson) }),
    },
    {
      method: "GET",
      path,
      access: "read",
      id: "getSensor",
      summary: "One sensor",
      answer: jsonAnswer("The sensor.", ref("Sensor")),
      handle: (call) => Response.json(sensorJson(find(call))),
    },
    {
      method: "POST",
      path: `${path}/refresh`,
      access: "full",
      id: "refreshSensor",
      summary: "Reads one sensor anew, now",
      answer: jsonAnswer("The sensor as it is after that.", ref("Sensor")),
      async handle(call) {
        const { account, plugin, id } = find(call);
        await host.account(account).refresh(`${plugin}/${call.param("sensor")}`);
        return Response.json(sensorJson(host.sensor(id)));
      },
    },
  ];
}
