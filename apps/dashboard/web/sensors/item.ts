import type { Json, JsonObject, Sensor } from "../api/types.ts";
import { instant, isDate } from "../texts/times.ts";

/** One entry of a sensor's list, as its presentation says. */
export interface Item {
  readonly key: string;
  readonly title: string;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
  /** The start is a day, not a moment. */
  readonly allDay: boolean;
  readonly done: boolean;
  readonly sensor: Sensor;
  readonly data: JsonObject;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const date = (value: Json | undefined): Date | undefined => {
  const at = typeof value === "string" ? instant(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

export function itemsOf(sensor: Sensor): Item[] {
  const items = sensor.present?.items;
  const list = items ? sensor.attributes[items.attribute] : undefined;
  if (!items || !Array.isArray(list)) return [];
  return list.filter(isObject).map((data, at) => {
    const start = items.start === undefined ? undefined : data[items.start];
    return {
      key: `${sensor.id} ${typeof data.id === "string" ? data.id : at}`,
      title: String(data[items.title] ?? ""),
      start: date(start),
      end: date(items.end === undefined ? undefined : data[items.end]),
      allDay: typeof start === "string" && isDate(start),
      done: items.done !== undefined && data[items.done.field] === true,
      sensor,
      data,
    };
  });
}

/** What of an item is not in its head already. */
export function restOf({ data, sensor }: Item): JsonObject {
  const items = sensor.present?.items;
  const shown = new Set([items?.title, items?.start, items?.end, items?.done?.field, "id"]);
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => !shown.has(name) && value !== null && value !== ""));
}

/** A person as plugins write them: a text, or name and address. */
export function personText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (!isObject(value)) return undefined;
  const name = value.name ?? value.email ?? value.address;
  return typeof name === "string" ? name : undefined;
}
