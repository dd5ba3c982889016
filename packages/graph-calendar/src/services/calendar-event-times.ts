import { invalidInput } from "@casement/core";
import { addDays, type DateTimeTimeZone, startOfDay } from "@casement/graph-time";
import { dayOf, instantOf, isDate } from "./date-or-date-time.ts";
import { toGraphDateTime, toGraphZone } from "./to-graph-date-time.ts";

/** The properties of a Graph event that say when it is. */
export interface CalendarEventTimes {
  readonly start: DateTimeTimeZone;
  readonly end: DateTimeTimeZone;
  readonly isAllDay: boolean;
}

/**
 * The times of an all-day event of at least one day. A date in `end` is exclusive. With a date-time in `end`, its day is the last one. Both
 * are read in `zone` and written in `writeZone`.
 */
export function allDayTimesOf(start: string, end: string | undefined, zone: string, writeZone = zone): CalendarEventTimes {
  const first = dayOf(start, zone);
  const lastDay = end === undefined ? first : dayOf(end, zone);
  const after = end !== undefined && !isDate(end) && instantOf(end, zone) > startOfDay(lastDay, zone) ? addDays(lastDay, 1) : lastDay;
  if (after < first) throw invalidInput("end", "is before start");
  const midnight = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone: toGraphZone(writeZone) });
  return { start: midnight(first), end: midnight(after === first ? addDays(first, 1) : after), isAllDay: true };
}

/** The times of a timed event, written in `writeZone`. */
export function timedTimesOf(start: Date, end: Date, writeZone: string): CalendarEventTimes {
  if (end < start) throw invalidInput("end", "is before start");
  return { start: toGraphDateTime(start, writeZone), end: toGraphDateTime(end, writeZone), isAllDay: false };
}

/** The start of a series, for `toGraphRecurrence`. */
export function seriesStartOf({ start, isAllDay }: CalendarEventTimes): { start: string; zone: string } {
  return { start: isAllDay ? start.dateTime.slice(0, 10) : start.dateTime, zone: start.timeZone };
}
