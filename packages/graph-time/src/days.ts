import { Temporal } from "temporal-polyfill";
import { requireZone } from "./zones.ts";

/** The date of an instant in `zone`: "2026-03-29". */
export function localDate(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(requireZone(zone)).toPlainDate().toString();
}

/** The instant at which a day begins in `zone`: midnight, or the end of the gap where the clock skips midnight. */
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

/** The date `days` later, or earlier where `days` is negative: "2026-02-28" and 1 give "2026-03-01". */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;
}

/**
 * The next anniversary of a date, which may be `today`: "1990-05-17" and "2026-06-01" give "2027-05-17". The anniversary of February 29 is
 * March 1 in years without that day.
 */
export function nextAnniversary(date: string, today: string): string {
  const { month, day } = Temporal.PlainDate.from(date);
  const { year } = Temporal.PlainDate.from(today);
  const inYear = (year: number) =>
    Temporal.PlainDate.from({ year, month, day: 1 })
      .add({ days: day - 1 })
      .toString();
  return inYear(year) < today ? inYear(year + 1) : inYear(year);
}

/** The instant `days` later at the same wall-clock time in `zone`. A day has 23 or 25 hours when the clock changes. */
export function addLocalDays(instant: Date, days: number, zone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(requireZone(zone));
  return new Date(local.add({ days }).epochMilliseconds);
}

/** The date of an all-day event's start or end. Graph writes midnight in whichever zone was requested, so the date is never converted. */
export function allDayDate(value: { dateTime: string }): string {
  return value.dateTime.slice(0, 10);
}
