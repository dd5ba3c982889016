import { itemInputOf } from "../actions/item-actions.ts";
import type { JsonObject, Service } from "../api/api-types.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { addToWall, instantOf } from "../texts/wall-time.ts";
import { type GridTimes, timesOf } from "./grid-times.ts";

/** The item alone, or with the rest of its series. */
export type MoveExtent = "one" | "all";

/** Whether the service can move the item. */
export const canMove = ({ item, offered }: Service, { id }: SensorItem): boolean =>
  offered && id !== undefined && item?.id !== undefined && item.fields?.start !== undefined && item.fields.end !== undefined;

/** Whether it is known that nobody takes part in the item. */
export const isAlone = ({ data, sensor }: SensorItem): boolean => {
  const property = sensor.present?.items?.attendees;
  return property !== undefined && [data[property] ?? []].flat().length === 0;
};

/** Whether the service can make whole days of hours, and hours of whole days. */
export const canConvert = ({ item }: Service): boolean => item?.fields?.allDay !== undefined;

/** The input of the service that changes an item, for other times. Undefined if the service cannot move a whole series like this. */
export function moveInputOf(
  service: Service,
  item: SensorItem,
  to: GridTimes,
  { extent, zone }: { extent: MoveExtent; zone: string },
): JsonObject | undefined {
  const { start = "", end = "", series, allDay = "" } = service.item?.fields ?? {};
  const base = itemInputOf(service, item);
  if (extent === "one") {
    const fieldValueOf = (wall: string): string => (to.allDay ? wall : instantOf(wall, zone).toISOString().replace(".000Z", "Z"));
    return {
      ...base,
      ...(to.allDay !== item.allDay && { [allDay]: to.allDay }),
      [start]: fieldValueOf(to.start),
      [end]: fieldValueOf(to.end),
    };
  }
  const clock = clockTimesOf(item, to, zone);
  if (series === undefined || !clock) return undefined;
  return { ...base, [series]: true, [start]: clock.start, [end]: clock.end };
}

/** The new times of day, if the days stay: the other items of the series keep their days. In the zone in which the item is written. */
function clockTimesOf(item: SensorItem, to: GridTimes, zone: string): { start: string; end: string } | undefined {
  const { start: startName = "", end: endName = "" } = item.sensor.present?.items ?? {};
  const [own, ownEnd] = [item.data[startName], item.data[endName]];
  if (to.allDay || item.allDay || typeof own !== "string" || typeof ownEnd !== "string") return undefined;
  const from = timesOf(item, zone);
  const wall = addToWall(own.slice(0, 19), Date.parse(`${to.start}Z`) - Date.parse(`${from.start}Z`));
  const wallEnd = addToWall(ownEnd.slice(0, 19), Date.parse(`${to.end}Z`) - Date.parse(`${from.end}Z`));
  if (wall.slice(0, 10) !== own.slice(0, 10) || wallEnd.slice(0, 10) !== own.slice(0, 10)) return undefined;
  return { start: wall.slice(11, 16), end: wallEnd.slice(11, 16) };
}
