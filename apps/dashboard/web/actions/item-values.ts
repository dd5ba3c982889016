import type { JsonObject, JsonValue, Service } from "../api/api-types.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { fieldOf, fitsShape } from "../services/schema-shape.ts";

/** What a service that changes an item could change, as it is now: fields of the item with the same name and a fitting value, its title and times. */
export function currentValuesOf({ input, item: use }: Service, { data, sensor }: SensorItem): JsonObject {
  const items = sensor.present?.items;
  const { text, start, end } = use?.fields ?? {};
  const named: JsonObject = { ...data };
  for (const [field, source] of [
    [text, items?.title],
    [start, items?.start],
    [end, items?.end],
  ] as const)
    if (field !== undefined && source !== undefined && data[source] !== undefined) named[field] = data[source];
  return Object.fromEntries(
    Object.entries(input.properties ?? {}).flatMap(([name, schema]) => {
      const value = named[name];
      if (value === undefined || value === null) return [];
      const { shape } = fieldOf(schema, input, name);
      return isPlain(value) && (fitsShape(shape, value) || shape.as === "variants") ? [[name, value]] : [];
    }),
  );
}

/** Lists of objects have other fields in inputs than in items. */
const isPlain = (value: JsonValue): boolean =>
  Array.isArray(value) ? value.every((entry) => typeof entry === "string") : typeof value !== "object";
