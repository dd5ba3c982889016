import type { SensorQuery } from "./sensor-query.ts";

type SensorCriteria = Omit<SensorQuery, "account">;

/** The sensors that a query selects, ordered by id if it asks for a page. */
export function selectSensors<S extends { readonly id: string; readonly plugin: string }>(
  sensors: readonly S[],
  { plugin, ids, limit, after }: SensorCriteria,
): S[] {
  const wanted = ids && new Set(ids);
  const found = sensors.filter(
    (sensor) =>
      (plugin === undefined || sensor.plugin === plugin) &&
      (wanted === undefined || wanted.has(sensor.id)) &&
      (after === undefined || sensor.id > after),
  );
  if (limit === undefined && after === undefined) return found;
  return found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
}
