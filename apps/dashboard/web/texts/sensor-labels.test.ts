import { afterEach, expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { noteSensorTitles, sensorLabelOf } from "./sensor-labels.ts";

const sensor = (account: string, title: string, more: Partial<Sensor> = {}): Sensor =>
  ({ account, title, plugin: "calendar", kind: "calendar", gone: false, ...more }) as Sensor;
afterEach(() => noteSensorTitles([]));

it("names the account of a sensor only if another account has one of the same title", () => {
  const [ada, bea, family, twin] = [
    sensor("ada", "Calendar"),
    sensor("bea", "Calendar"),
    sensor("ada", "Family"),
    sensor("ada", "Family", { kind: "list" }),
  ];
  noteSensorTitles([ada, family, twin]);
  expect([ada, family].map(sensorLabelOf)).toEqual(["Calendar", "Family"]);
  noteSensorTitles([ada, bea, family, twin]);
  expect([ada, bea, family].map(sensorLabelOf)).toEqual(["Calendar · ada", "Calendar · bea", "Family"]);
  noteSensorTitles([ada, { ...bea, gone: true }, family]);
  expect(sensorLabelOf(ada)).toBe("Calendar");
});
