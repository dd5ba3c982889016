import type { JsonObject, JsonValue, Service } from "../api/api-types.ts";
import { pageZone } from "../texts/page-zone.ts";
import { addDays, dateTextOf, isDate, parseTime } from "../texts/times.ts";
import { wallTimeOf } from "../texts/wall-time.ts";
import { toOffsetTime } from "./date-field.tsx";

const halfHour = 30 * 60_000;

/** The fields of a service that begin and end something. */
export function timeFieldsOf({ item, input }: Pick<Service, "item" | "input">): { start: string; end: string } | undefined {
  const { start = "start", end = "end" } = item?.fields ?? {};
  return input.properties?.[start] && input.properties[end] ? { start, end } : undefined;
}

/**
 * Moves the end with the start, so that the length stays. Without an end: half an hour later; a date needs none. An end of the other kind (a date
 * beside a time) becomes one of the same kind.
 */
export function withLinkedEnd(next: JsonObject, before: JsonObject, { start, end }: { start: string; end: string }): JsonObject {
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
