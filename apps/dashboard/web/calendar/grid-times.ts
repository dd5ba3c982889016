import type { SensorItem } from "../sensors/sensor-item.ts";
import { dateTextOf } from "../texts/times.ts";
import { addToWall, wallTimeOf } from "../texts/wall-time.ts";

/** When an item is, as the calendar draws it: wall times, or dates of an all-day item. The end is exclusive. */
export interface GridTimes {
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
}

const minute = 60_000;
/** An item without a length is drawn this long. */
const leastLength = 15 * minute;

/** The times of an item in a time zone. All-day items are on their dates in every time zone. */
export function timesOf({ start, end, allDay }: SensorItem, zone: string): GridTimes {
  if (allDay) {
    const first = dateTextOf(start!);
    const last = end === undefined ? first : dateTextOf(end);
    return { start: first, end: last > first ? last : addToWall(first, 24 * 60 * minute), allDay };
  }
  const from = wallTimeOf(start!, zone);
  const to = end === undefined ? from : wallTimeOf(end, zone);
  // In the hour that comes twice, an item can end before it starts on the clock.
  const least = addToWall(from, leastLength);
  return { start: from, end: [to, least].sort().at(-1)!, allDay };
}

export const areEqual = (one: GridTimes, other: GridTimes): boolean =>
  one.start === other.start && one.end === other.end && one.allDay === other.allDay;

/** One day, or one hour. `start`: a date, or a wall time. */
export function usualTimes(start: string, allDay: boolean): GridTimes {
  return { start, end: addToWall(start, (allDay ? 24 * 60 : 60) * minute), allDay };
}

/** Moves the start and the end by milliseconds of the wall clock. An end before the start stays where it was. */
export function movedTimes(times: GridTimes, byStart: number, byEnd: number): GridTimes {
  const moved = { ...times, start: addToWall(times.start, byStart), end: addToWall(times.end, byEnd) };
  return moved.end > moved.start ? moved : times;
}
