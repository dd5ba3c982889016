import type { JsonObject, JsonValue, Sensor } from "../api/api-types.ts";
import { isDate, parseTime } from "../texts/times.ts";

/** One entry of a sensor's list, read as its presentation describes. */
export interface SensorItem {
  readonly key: string;
  readonly id: string | undefined;
  readonly title: string;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
  /** The start is a date without a time. */
  readonly allDay: boolean;
  readonly done: boolean;
  /** Only an item that can be read and was not. */
  readonly isUnread: boolean;
  readonly sensor: Sensor;
  readonly data: JsonObject;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const toDate = (value: JsonValue | undefined): Date | undefined => {
  const at = typeof value === "string" ? parseTime(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

export function itemsOf(sensor: Sensor): SensorItem[] {
  const items = sensor.present?.items;
  const list = items ? sensor.attributes[items.attribute] : undefined;
  if (!items || !Array.isArray(list)) return [];
  return list.filter(isObject).map((data, at) => {
    const start = items.start === undefined ? undefined : data[items.start];
    const id = data[items.id ?? "id"];
    return {
      key: `${sensor.id} ${typeof id === "string" ? id : at}`,
      id: typeof id === "string" ? id : undefined,
      title: String(data[items.title] ?? ""),
      start: toDate(start),
      end: toDate(items.end === undefined ? undefined : data[items.end]),
      allDay: typeof start === "string" && isDate(start),
      done: items.done !== undefined && data[items.done] === true,
      isUnread: items.read !== undefined && data[items.read] === false,
      sensor,
      data,
    };
  });
}

/** Whether a sensor, or the result of a service that lists its items, has more items than it lists. */
export function isTruncated({ present }: Sensor, values: JsonObject): boolean {
  const name = present?.items?.truncated;
  return name !== undefined && values[name] === true;
}

/** Whether items can be added and changed, as far as the sensor knows. */
export const isEditable = ({ present, attributes }: Sensor): boolean =>
  present?.editable === undefined || attributes[present.editable] !== false;

export const isCanceled = ({ sensor, data }: SensorItem): boolean => {
  const property = sensor.present?.items?.canceled;
  return property !== undefined && data[property] === true;
};

/** Whether it is one of a series. Undefined: the sensor does not say. */
export function isOfSeries({ sensor, data }: SensorItem): boolean | undefined {
  const property = sensor.present?.items?.series;
  return property === undefined ? undefined : data[property] !== undefined && data[property] !== null;
}

/** The items in the result of a service that lists them: under the name of the sensor's attribute, or the only list. */
export function itemsInResult(sensor: Sensor, result: JsonValue): SensorItem[] {
  const { attribute } = sensor.present!.items!;
  const list = isObject(result) ? (result[attribute] ?? Object.values(result).find(Array.isArray) ?? []) : result;
  return itemsOf({ ...sensor, attributes: { ...sensor.attributes, [attribute]: list } });
}

/** The fields that the line of the item does not show. */
export function detailFieldsOf({ data, sensor }: SensorItem): JsonObject {
  const items = sensor.present?.items;
  const lineFields = new Set([items?.title, items?.start, items?.end, items?.done, items?.read, items?.conversation, items?.id ?? "id"]);
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => !lineFields.has(name) && value !== null && value !== ""));
}

/** A person: a text, or an object with name and address. */
export function personTextOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (!isObject(value)) return undefined;
  const name = value.name ?? value.email ?? value.address;
  return typeof name === "string" ? name : undefined;
}
