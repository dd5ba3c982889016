import type { JsonValue } from "../api/api-types.ts";
import { isDate } from "../texts/times.ts";
import { addToWall } from "../texts/wall-time.ts";
import { isObject } from "./sensor-item.ts";

const dayLength = 86_400_000;

/** Services and sensors have the day after the last one, people mean the last one. */
export const lastDayOf = (end: string): string => addToWall(end, -dayLength);
export const endAfterDay = (lastDay: string): string => addToWall(lastDay, dayLength);

/** A value as people are shown it: whole days end with their last day. `names`: of the properties in which items begin and end. */
export function withLastDays(value: JsonValue, names: { start?: string | undefined; end?: string | undefined }): JsonValue {
  const { start = "", end = "" } = names;
  if (Array.isArray(value)) return value.map((entry) => withLastDays(entry, names));
  if (!isObject(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withLastDays(entry, names)]));
  const [from, to] = [inner[start], inner[end]];
  const areDays = typeof from === "string" && typeof to === "string" && isDate(from) && isDate(to);
  return areDays && to > from ? { ...inner, [end]: lastDayOf(to) } : inner;
}
