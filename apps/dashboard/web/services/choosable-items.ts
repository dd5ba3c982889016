import type { JsonValue, Sensor, Service } from "../api/api-types.ts";
import { itemsOf, type SensorItem } from "../sensors/sensor-item.ts";

export interface ItemGroup {
  readonly sensor: Sensor;
  readonly items: readonly SensorItem[];
}

/** The items that a service can act on, by sensor. Each item once: several sensors can show it. */
export function choosableItems(
  { id, account, item: use }: Pick<Service, "id" | "account" | "item">,
  sensors: Iterable<Sensor>,
): ItemGroup[] {
  if (use?.id === undefined) return [];
  const plugin = id.split("/")[0];
  const kinds = [use.of].flat();
  const only = Object.entries(use.only ?? {});
  const seen = new Set<string>();
  return [...sensors]
    .filter((sensor) => sensor.account === account && sensor.plugin === plugin && kinds.includes(sensor.kind) && !sensor.gone)
    .map((sensor) => ({
      sensor,
      items: itemsOf(sensor).filter((item) => {
        if (item.id === undefined || seen.has(item.id)) return false;
        if ((use.does === "complete" && item.done) || (use.does === "reopen" && !item.done)) return false;
        if (!only.every(([field, values]) => values.includes(item.data[field] as JsonValue))) return false;
        seen.add(item.id);
        return true;
      }),
    }))
    .filter(({ items }) => items.length > 0);
}
