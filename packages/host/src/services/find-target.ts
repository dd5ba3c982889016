import { CasementError, type KeyedInstance, type PluginDefinition } from "@casement/core";
import type { LiveSensor } from "../sensors/live-sensor.ts";

/** Finds the sensor on which a service acts, by slug, title or Graph id. Without a name, the only one. @throws CasementError `sensor-unknown` */
export function findTarget(plugin: PluginDefinition, kind: string, sensors: readonly LiveSensor[], wanted: string | undefined): LiveSensor {
  const candidates = sensors.filter((sensor) => sensor.kind === kind && sensor.entry.goneAt === undefined);
  const slugs = candidates.map((sensor) => sensor.entry.slug).join(", ");
  if (wanted === undefined) {
    const [only, second] = candidates;
    if (only && !second) return only;
    if (!only) throw new CasementError("sensor-unknown", `The plugin ${plugin.title} has no sensor of the kind "${kind}" yet.`);
    throw new CasementError("sensor-unknown", `Several sensors are available. Set the input "sensor" to one of: ${slugs}.`);
  }
  // Who named a slug means that sensor for ever, and not another one that took over its title.
  if (sensors.some(({ kind: other, entry }) => other === kind && entry.slug === wanted && entry.goneAt !== undefined))
    throw new CasementError("sensor-unknown", `The sensor "${wanted}" no longer exists in Microsoft 365. Available: ${slugs || "none"}.`);
  const lower = wanted.toLowerCase();
  const matches: readonly ((sensor: LiveSensor) => boolean)[] = [
    ({ entry }) => entry.slug === wanted,
    ({ entry }) => entry.id === wanted || entry.key === wanted,
    ({ entry }) => entry.title === wanted,
    ({ entry }) => entry.title.toLowerCase() === lower || entry.slug === lower,
  ];
  for (const match of matches) {
    const found = candidates.filter(match);
    if (found.length > 1)
      throw new CasementError(
        "sensor-unknown",
        `Several sensors match the input "sensor". Use a slug: ${found.map((sensor) => sensor.entry.slug).join(", ")}.`,
      );
    if (found[0]) return found[0];
  }
  throw new CasementError("sensor-unknown", `No sensor matches the input "sensor". Available: ${slugs || "none"}.`);
}

export const emptyInstance: KeyedInstance = Object.freeze({ id: "", title: "", key: "" });
