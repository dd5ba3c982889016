import { CasementError } from "@casement/core";
import {
  addDays,
  type DateTimeTimeZone,
  ianaZone,
  isInstant,
  localDate,
  parseInstant,
  startOfDay,
  wallTime,
  windowsZone,
} from "@casement/graph-time";
import * as z from "zod";

const shape = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** A date, a date-time in the given or the account's zone, or one with offset. */
export const when = z
  .string()
  .regex(shape, { error: "must be a date (2026-03-29) or a date-time (2026-03-29T09:00, with or without offset)" })
  .refine(isInstant, { error: "is no day or time of the calendar" });

export const timeZone = z
  .string()
  .refine((name) => ianaZone(name) !== undefined, { error: "is no time zone; use a name like Europe/Berlin" })
  .describe("Zone of times without offset; the account's unless given");

export const isDate = (text: string): boolean => text.length === 10;

/** The moment of such a text; a date is its midnight. */
export function momentOf(text: string, zone: string): Date {
  return isDate(text) ? startOfDay(text, zone) : parseInstant(text, zone);
}

/** The day of such a text in `zone`. */
export function dayOf(text: string, zone: string): string {
  return isDate(text) ? text : localDate(parseInstant(text, zone), zone);
}

export interface Times {
  readonly start: DateTimeTimeZone;
  readonly end: DateTimeTimeZone;
  readonly isAllDay: boolean;
}

/** Whole days: the end is the first day after; one day at least. A time in the last day counts that day in. */
export function allDayTimes(start: string, end: string | undefined, zone: string, writeZone = zone): Times {
  const first = dayOf(start, zone);
  const lastDay = end === undefined ? first : dayOf(end, zone);
  const after = end !== undefined && !isDate(end) && momentOf(end, zone) > startOfDay(lastDay, zone) ? addDays(lastDay, 1) : lastDay;
  if (after < first) throw invalid("end", "is before start");
  const midnight = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone: graphZone(writeZone) });
  return { start: midnight(first), end: midnight(after === first ? addDays(first, 1) : after), isAllDay: true };
}

/** Times read in `zone` and written in `writeZone`: a series keeps its own. */
export function timedTimes(start: Date, end: Date, writeZone: string): Times {
  if (end < start) throw invalid("end", "is before start");
  return { start: dateTimeIn(start, writeZone), end: dateTimeIn(end, writeZone), isAllDay: false };
}

/** Wall time in `zone`; in UTC for the second of the two hours that an autumn night has. */
export function dateTimeIn(moment: Date, zone: string): DateTimeTimeZone {
  const dateTime = wallTime(moment, zone);
  const whole = Math.floor(moment.getTime() / 1000) * 1000;
  if (parseInstant(dateTime, zone).getTime() === whole) return { dateTime, timeZone: graphZone(zone) };
  return { dateTime: wallTime(moment, "UTC"), timeZone: "UTC" };
}

/** The name that Outlook surely knows. */
export function graphZone(zone: string): string {
  return windowsZone(zone) ?? zone;
}

export function invalid(path: string, message: string): CasementError {
  return new CasementError("input-invalid", `${path}: ${message}.`, { details: { issues: [{ path, message }] } });
}
