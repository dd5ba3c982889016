import { CasementError, type KeyedInstance, type PluginDefinition } from "@casement/core";
import { instanceOf, type LiveSensor } from "../sensors/live-sensor.ts";

/** The sensor that a service acts on: by slug, title or Graph id; the only one where nothing is said. Throws `sensor-unknown`. */
export function findTarget(plugin: PluginDefinition, kind: string, sensors: readonly LiveSensor[], wanted: string | undefined): LiveSensor {
  const here = sensors.filter((sensor) => sensor.kind === kind && sensor.entry.goneAt === undefined);
  const slugs = here.map((sensor) => sensor.entry.slug).join(", ");
  if (wanted === undefined) {
    const [only, second] = here;
    if (only && !second) return only;
    if (!only) throw new CasementError("sensor-unknown", `There is no ${plugin.title} sensor of the kind "${kind}" to act on yet.`);
    throw new CasementError("sensor-unknown", `Say which sensor: give the input "sensor" one of ${slugs}.`);
  }
  const lower = wanted.toLowerCase();
  const matches: readonly ((sensor: LiveSensor) => boolean)[] = [
    ({ entry }) => entry.slug === wanted,
    ({ entry }) => entry.id === wanted || entry.key === wanted,
    ({ entry }) => entry.title === wanted,
    ({ entry }) => entry.title.toLowerCase() === lower || entry.slug === lower,
  ];
  for (const match of matches) {
    const found = here.filter(match);
    if (found.length > 1)
      throw new CasementError(
        "sensor-unknown",
        `Several sensors fit "sensor". Use a slug: ${found.map((sensor) => sensor.entry.slug).join(", ")}.`,
      );
    if (found[0]) return found[0];
  }
  throw new CasementError("sensor-unknown", `No sensor fits the input "sensor". There are: ${slugs || "none"}.`);
}

export const emptyInstance: KeyedInstance = Object.freeze({ id: "", title: "", key: "" });
export { instanceOf };
