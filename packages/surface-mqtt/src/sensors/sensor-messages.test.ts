import type { SensorSnapshot } from "@casement/host";
import { expect, it } from "vitest";
import { createMqttTopics } from "../mqtt-topics.ts";
import { buildSensorMessages } from "./sensor-messages.ts";

const snapshot: SensorSnapshot = {
  id: "home/todo/groceries",
  account: "home",
  plugin: "todo",
  kind: "list",
  title: "Groceries",
  state: 1,
  attributes: {},
  updatedAt: undefined,
  stale: false,
  gone: false,
  error: undefined,
  present: undefined,
};

it("says how changes arrive where the hub receives notifications, and only there", () => {
  const options = { topics: createMqttTopics("casement"), privateTexts: undefined, maxAttributes: 16_384, isRetained: () => true };
  const attributesOf = (sensor: SensorSnapshot): unknown => JSON.parse(String(buildSensorMessages(sensor, options)[1]?.payload));
  expect(attributesOf({ ...snapshot, liveness: "polled", livenessReason: "No." })).toMatchObject({ liveness: "polled" });
  expect(attributesOf(snapshot)).not.toHaveProperty("liveness");
});
