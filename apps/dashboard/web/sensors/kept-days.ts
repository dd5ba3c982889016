import type { Sensor } from "../api/api-types.ts";
import { zoneChoices } from "../texts/page-zone.ts";
import { addDays, startOfDay } from "../texts/times.ts";
import { isTruncated, type SensorItem } from "./sensor-item.ts";

/** Days, as their midnights. `to` is exclusive. */
export interface DayRange {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The days of which a sensor certainly has every item, beginning with today. If it does not say how many, the days to the last item that it lists:
 * it lists what is ahead without gaps. Other days may be empty, or may not have been read. `heardAt`: when the hub last said something.
 */
export function keptDaysOf(sensor: Sensor, items: readonly SensorItem[], now: Date, heardAt: Date = now): DayRange {
  const { present, attributes, updatedAt, gone } = sensor;
  const from = startOfDay(now);
  if (updatedAt === null || gone) return { from, to: from };
  const starts = items.flatMap(({ start }) => (start && start >= from ? [start.getTime()] : []));
  const lastDay = startOfDay(new Date(Math.max(from.getTime(), ...starts)));
  // Of the day of the last item in a list that was cut, more items may be missing.
  if (isTruncated(sensor, attributes)) return { from, to: lastDay };
  const days = attributes[present?.items?.days ?? ""];
  if (typeof days !== "number") return { from, to: addDays(lastDay, 1) };
  // On another clock, the last day ends earlier or later.
  const knownTo = addDays(startOfDay(heardAt), Math.max(0, days - Math.sign(zoneChoices.get().length - 1)));
  return { from, to: new Date(Math.max(from.getTime(), knownTo.getTime())) };
}
