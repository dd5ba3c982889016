import { expect, it } from "vitest";
import type { LiveSensor } from "./live-sensor.ts";
import { selectSensors } from "./select-sensors.ts";

const sensor = (id: string) => ({ id, plugin: id.split("/")[1] }) as LiveSensor;
const sensors = ["home/library/c", "home/library/a", "home/museum/b"].map(sensor);
const idsOf = (...[query]: [Parameters<typeof selectSensors>[1]]) => selectSensors(sensors, query).map(({ id }) => id);

it.each<[query: Parameters<typeof selectSensors>[1], ids: string[]]>([
  [{}, ["home/library/c", "home/library/a", "home/museum/b"]],
  [{ plugin: "library" }, ["home/library/c", "home/library/a"]],
  [{ ids: ["home/museum/b", "home/museum/x"] }, ["home/museum/b"]],
  [{ ids: [] }, []],
  [{ limit: 2 }, ["home/library/a", "home/library/c"]],
  [{ after: "home/library/a" }, ["home/library/c", "home/museum/b"]],
  [{ after: "home/library/a", limit: 1 }, ["home/library/c"]],
  [{ plugin: "museum", after: "home/library/a" }, ["home/museum/b"]],
])("selects by %j", (query, ids) => {
  expect(idsOf(query)).toEqual(ids);
});
