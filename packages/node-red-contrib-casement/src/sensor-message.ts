import type { HubSensor } from "@casement/client";
import type { FlowMessage, NodeStatus } from "./node-red.ts";

/** What the nodes send for a sensor. */
export const sensorMessage = (sensor: HubSensor): FlowMessage => ({
  topic: sensor.id,
  payload: sensor.state,
  attributes: sensor.attributes,
  sensor,
});

const textOf = (value: unknown): string =>
  (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value)).slice(0, 32);

/** Green: current. Yellow: stale, with the reason in the sensor's `error`. Gray: it no longer exists. */
export function sensorStatus({ state, stale, gone, title }: HubSensor): NodeStatus {
  if (gone) return { fill: "grey", shape: "ring", text: `${title}: gone` };
  const text = `${title}: ${state === null ? "unknown" : textOf(state)}`;
  return stale ? { fill: "yellow", shape: "ring", text: `${text} (stale)` } : { fill: "green", shape: "dot", text };
}
