import { invalidInput } from "@casement/core";
import { toSensorJson } from "@casement/host";
import { createDisplayRefusal, visibilityOf } from "../access/client-visibility.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, listOf, objectOf, timeSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const path = "/api/v1/sensors/{account}/{plugin}/{sensor}";

export function createSensorRoutes({ host }: RouteContext): Route[] {
  const findSensor = async ({ param }: RouteRequest) => {
    host.account(param("account"));
    return host.sensor(["account", "plugin", "sensor"].map(param).join("/"));
  };
  return [
    {
      method: "GET",
      path: "/api/v1/sensors",
      access: "display",
      operationId: "listSensors",
      summary: "Lists all sensors with their values",
      response: jsonResponseOf("All sensors.", objectOf({ sensors: listOf(refTo("Sensor")) })),
      async handle({ client }) {
        const shown = (await host.sensors()).map(visibilityOf(client).sensor).filter((sensor) => sensor !== undefined);
        return createJsonResponse({ sensors: shown.map(toSensorJson) });
      },
    },
    {
      method: "GET",
      path,
      access: "display",
      operationId: "getSensor",
      summary: "Returns one sensor",
      response: jsonResponseOf("The sensor.", refTo("Sensor")),
      async handle(request) {
        const shown = visibilityOf(request.client).sensor(await findSensor(request));
        if (!shown) throw createDisplayRefusal(request.client!.grant!);
        return createJsonResponse(toSensorJson(shown));
      },
    },
    {
      method: "GET",
      path: `${path}/history`,
      access: "read",
      operationId: "getSensorHistory",
      summary: "Returns when the state of a sensor changed in the last days",
      query: { days: { description: "The number of days. Default: as many as the hub keeps.", schema: { type: "integer", minimum: 1 } } },
      response: jsonResponseOf(
        "The changes, oldest first. `kept`: whether the hub keeps a history. `known`: false where the hub did not run or could not read the sensor.",
        objectOf({
          kept: booleanSchema,
          changes: listOf(objectOf({ at: timeSchema, state: { type: ["string", "number", "boolean", "null"] }, known: booleanSchema })),
        }),
      ),
      async handle(request) {
        const { id } = await findSensor(request);
        const text = request.query("days");
        if (text !== undefined && !/^[1-9]\d{0,3}$/.test(text)) throw invalidInput("days", "must be a number of days, at least 1");
        const changes = await host.history(id, text === undefined ? undefined : Number(text));
        return createJsonResponse({ kept: changes !== undefined, changes: changes ?? [] });
      },
    },
    {
      method: "POST",
      path: `${path}/refresh`,
      access: "change",
      operationId: "refreshSensor",
      summary: "Refreshes one sensor now",
      response: jsonResponseOf("The refreshed sensor.", refTo("Sensor")),
      async handle(request) {
        const { account, plugin, id } = await findSensor(request);
        await host.account(account).refresh(`${plugin}/${request.param("sensor")}`);
        return createJsonResponse(toSensorJson(await host.sensor(id)));
      },
    },
  ];
}
