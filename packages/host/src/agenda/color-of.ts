import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";

/** The CSS color in the attribute that the sensor's presentation names. */
export function colorOf({ plugin }: PluginRuntime, { kind, value }: LiveSensor): { readonly color?: string } {
  const attribute = plugin.sensors?.[kind]?.present?.color;
  const color = attribute === undefined ? undefined : value?.[attribute];
  return typeof color === "string" && color !== "" ? { color } : {};
}
