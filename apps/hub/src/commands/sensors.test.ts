import type { SensorJson } from "@casement/host";
import { expect, it } from "vitest";
import { createTextStyles } from "../terminal/text-styles.ts";
import { formatSensors } from "./sensors.ts";

const sensor: SensorJson = {
  id: "home/todo/groceries",
  account: "home",
  plugin: "todo",
  kind: "list",
  title: "Groceries",
  state: 1,
  attributes: {},
  updatedAt: null,
  stale: false,
  error: null,
  gone: false,
  present: null,
};

it("says how changes arrive where the hub receives notifications, and only there", () => {
  const tableOf = (...found: SensorJson[]): string => formatSensors(found, ({ state }) => String(state), createTextStyles(false), 120);
  expect(tableOf(sensor)).not.toContain("LIVE");
  const table = tableOf(
    { ...sensor, liveness: "live" },
    { ...sensor, id: "home/todo/tasks", liveness: "waiting", livenessReason: "Not yet." },
  );
  expect(table).toMatch(/^SENSOR +TITLE +STATE +LIVE/);
  expect(table).toMatch(/^home\/todo\/groceries +Groceries +1 +live/m);
  expect(table).toMatch(/^home\/todo\/tasks +Groceries +1 +waiting/m);
});
