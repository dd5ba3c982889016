import type { SensorItem } from "../sensors/sensor-item.ts";
import { formatTime, parseTime } from "../texts/times.ts";
import { addToWall } from "../texts/wall-time.ts";
import { type GridTimes, timesOf } from "./grid-times.ts";

/** The time of a wall time, as people write it. */
export const wallClockOf = (wall: string): string =>
  formatTime(new Date(`${wall}Z`), { hour: "numeric", minute: "2-digit", timeZone: "UTC" });

/** When something is, in words: "Wednesday, 25 November 2026, 10:00 – 11:00". */
export function whenTextOfTimes({ start, end, allDay }: GridTimes): string {
  const lastDay = allDay ? addToWall(end, -86_400_000) : end.slice(0, 10);
  const dayOf = (text: string) => formatTime(parseTime(text.slice(0, 10)), { dateStyle: "full" });
  const isOneDay = start.slice(0, 10) === lastDay;
  if (allDay) return isOneDay ? dayOf(start) : `${dayOf(start)} – ${dayOf(lastDay)}`;
  return isOneDay
    ? `${dayOf(start)}, ${wallClockOf(start)} – ${wallClockOf(end)}`
    : `${dayOf(start)}, ${wallClockOf(start)} – ${dayOf(end)}, ${wallClockOf(end)}`;
}

export const whenTextOf = (item: SensorItem, zone: string): string => whenTextOfTimes(timesOf(item, zone));
