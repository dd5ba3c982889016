import { invalidInput } from "@casement/core";
import { dayOf, isDate, toGraphDateTime, toGraphZone } from "@casement/graph-input";
import { addDays, type DateTimeTimeZone, parseInstant, startOfDay, wallTime } from "@casement/graph-time";

/** The properties of a Graph event that say when it is. */
export interface CalendarEventTimes {
  readonly start: DateTimeTimeZone;
  readonly end: DateTimeTimeZone;
  readonly isAllDay: boolean;
}

/** From then on, it is the year 10000 in some time zone. */
const latest = new Date("9999-12-31T00:00:00Z");
const tooLate = "is too far in the future: Outlook's calendar ends with the year 9999";

/**
 * The times of an all-day event of at least one day. A date in `end` is exclusive. With a date-time in `end`, its day is the last one. Both
 * are read in `zone` and written in `writeZone`.
 */
export function allDayTimesOf(start: string, end: string | undefined, zone: string, writeZone = zone): CalendarEventTimes {
  const first = dayOf(start, zone);
  const lastDay = end === undefined ? first : dayOf(end, zone);
  const after = end !== undefined && !isDate(end) && parseInstant(end, zone) > startOfDay(lastDay, zone) ? addDays(lastDay, 1) : lastDay;
  if (after < first) throw invalidInput("end", "is before start", { rule: "after-start" });
  const endDay = after === first ? addDays(first, 1) : after;
  // Only years of four digits have such dates. Graph has no others.
  if (!isDate(endDay)) throw invalidInput(end === undefined ? "start" : "end", tooLate);
  const midnight = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone: toGraphZone(writeZone) });
  return { start: midnight(first), end: midnight(endDay), isAllDay: true };
}

/**
 * The times of a timed event, written in `writeZone`. A series keeps that zone even where its first local time is ambiguous, so that it does
 * not move when the clock changes.
 */
export function timedTimesOf(start: Date, end: Date, writeZone: string, isSeries = false): CalendarEventTimes {
  if (end < start) throw invalidInput("end", "is before start", { rule: "after-start" });
  if (end > latest) throw invalidInput("end", tooLate);
  if (!isSeries) return { start: toGraphDateTime(start, writeZone), end: toGraphDateTime(end, writeZone), isAllDay: false };
  const timeZone = toGraphZone(writeZone);
  const [first, last] = [start, end].map((instant) => wallTime(instant, timeZone === "UTC" ? timeZone : writeZone));
  if (last! < first!)
    throw invalidInput("end", "is before start on the clock, which goes back that night; begin the series on another day");
  return { start: { dateTime: first!, timeZone }, end: { dateTime: last!, timeZone }, isAllDay: false };
}

/** The times of a series that begins at `start` and keeps the length that it has on the clock, also where the clock goes forward meanwhile. */
export function movedSeriesTimesOf(
  start: Date,
  before: { readonly start: Date; readonly end: Date },
  writeZone: string,
): CalendarEventTimes {
  const timeZone = toGraphZone(writeZone);
  const wallOf = (instant: Date): string => wallTime(instant, timeZone === "UTC" ? timeZone : writeZone);
  const first = wallOf(start);
  const length = utcOf(wallOf(before.end)) - utcOf(wallOf(before.start));
  const last = new Date(utcOf(first) + length);
  if (last > latest) throw invalidInput("start", tooLate);
  return { start: { dateTime: first, timeZone }, end: { dateTime: wallTime(last, "UTC"), timeZone }, isAllDay: false };
}

const utcOf = (wall: string): number => Date.parse(`${wall}Z`);

/** The start of a series in `zone`, for `toGraphRecurrence`. */
export function seriesStartOf({ start, isAllDay }: CalendarEventTimes, zone: string): { start: string; zone: string } {
  return { start: isAllDay ? start.dateTime.slice(0, 10) : start.dateTime, zone };
}
