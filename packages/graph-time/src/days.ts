import { Temporal } from "temporal-polyfill";
import { requireZone } from "./zones.ts";

/** The calendar day ("2026-03-29") on which an instant falls in `zone`. */
export function localDate(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(requireZone(zone)).toPlainDate().toString();
}

/** The instant at which a day begins in `zone`: midnight, or the first moment after it where the clock skips midnight. */
export function startOfDay(date: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(requireZone(zone)).epochMilliseconds);
}

/** The last local midnight at or before an instant. */
export function lastMidnight(instant: Date, zone: string): Date {
  return startOfDay(localDate(instant, zone), zone);
}

/** The first local midnight after an instant. */
export function nextMidnight(instant: Date, zone: string): Date {
  return startOfDay(addDays(localDate(instant, zone), 1), zone);
}

/** A day `days` later (or earlier): "2026-02-28" and 1 give "2026-03-01". */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;
}

/**
 * The next day, `today` included, on which a date comes round: of "1990-05-17" and "2026-06-01", "2027-05-17". What falls on 29 February is on
 * 1 March in other years.
 */
export function nextAnniversary(of: string, today: string): string {
  const { month, day } = Temporal.PlainDate.from(of);
  const { year } = Temporal.PlainDate.from(today);
  const inYear = (year: number) =>
    Temporal.PlainDate.from({ year, month, day: 1 })
      .add({ days: day - 1 })
      .toString();
  return inYear(year) < today ? inYear(year + 1) : inYear(year);
}

/** The instant that many days later at the same wall-clock time in `zone`: 23 or 25 hours over a change of the clock. */
export function addLocalDays(instant: Date, days: number, zone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(requireZone(zone));
  return new Date(local.add({ days }).epochMilliseconds);
}

/** The day of an all-day event's start or end. Graph writes it as midnight of whatever zone was asked for, so the day is in the text and never converted. */
export function allDayDate(value: { dateTime: string }): string {
  return value.dateTime.slice(0, 10);
}
