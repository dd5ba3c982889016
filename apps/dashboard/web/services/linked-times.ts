import type { JsonObject, JsonValue, Service } from "../api/api-types.ts";
import { pageZone } from "../texts/page-zone.ts";
import { addDays, dateTextOf, isDate, parseTime } from "../texts/times.ts";
import { wallTimeOf } from "../texts/wall-time.ts";
import { toOffsetTime } from "./offset-time.ts";

const halfHour = 30 * 60_000;

export interface TimeFields {
  readonly start: string;
  readonly end: string;
  /** The switch that makes dates of both. */
  readonly allDay?: string | undefined;
  /** Whether the service says that these are the ends of an item: whole days then end with the day after the last one. */
  readonly isExclusive: boolean;
}

/** The fields of a service that begin and end something. */
export function timeFieldsOf({ item, input }: Pick<Service, "item" | "input">): TimeFields | undefined {
  const { start = "start", end = "end", allDay } = item?.fields ?? {};
  return input.properties?.[start] && input.properties[end]
    ? { start, end, allDay, isExclusive: item?.fields?.end !== undefined }
    : undefined;
}

/** The fields after a change of one of them: the times follow the switch for all day, and the end follows the start. */
export const withLinkedTimes = (next: JsonObject, before: JsonObject, fields: TimeFields): JsonObject =>
  fields.allDay !== undefined && next[fields.allDay] !== before[fields.allDay]
    ? withAllDay(next, fields, next[fields.allDay])
    : withLinkedEnd(next, before, fields);

/** Switched on, times become their days; the end of an all-day item is the day after its last one. Switched off, days begin at nine. */
function withAllDay(next: JsonObject, { start, end }: TimeFields, allDay: JsonValue | undefined): JsonObject {
  if (typeof allDay !== "boolean") return next;
  const convert = (name: string, toOther: (text: string) => string): JsonObject => {
    const text = next[name];
    return typeof text === "string" && isDate(text) !== allDay ? { [name]: toOther(text) } : {};
  };
  if (allDay)
    return {
      ...next,
      ...convert(start, (text) => dateTextOf(parseTime(text))),
      ...convert(end, (text) => dateTextOf(addDays(new Date(timeOf(text) - 1), 1))),
    };
  return {
    ...next,
    ...convert(start, (text) => toOffsetTime(`${text}T09:00`)),
    ...convert(end, (text) => toOffsetTime(`${dateTextOf(addDays(parseTime(text), -1))}T09:30`)),
  };
}

/**
 * Moves the end with the start, so that the length stays. Without an end: half an hour later; a date needs none. An end of the other kind (a date
 * beside a time) becomes one of the same kind.
 */
export function withLinkedEnd(next: JsonObject, before: JsonObject, { start, end }: TimeFields): JsonObject {
  const [from, to, was] = [next[start], before[end], before[start]];
  if (typeof from !== "string" || from === was || next[end] !== to) return next;
  const isDay = isDate(from);
  if (isDay && typeof to !== "string") return next;
  const sameKind = typeof was === "string" && typeof to === "string" && isDate(was) === isDay && isDate(to) === isDay;
  const length = sameKind ? Math.max(0, timeOf(to) - timeOf(was)) : isDay ? 86_400_000 : halfHour;
  return { ...next, [end]: isDay ? dayAfter(from, length) : localTime(new Date(timeOf(from) + length)) };
}

const timeOf = (value: JsonValue | undefined): number => parseTime(String(value)).getTime();
/** Days of 23 and 25 hours count as days. */
const dayAfter = (from: string, length: number): string => dateTextOf(addDays(parseTime(from), Math.round(length / 86_400_000)));
const localTime = (at: Date): string => toOffsetTime(wallTimeOf(at, pageZone.get()).slice(0, 16));
