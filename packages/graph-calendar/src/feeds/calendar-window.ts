import type { AgendaDays } from "@casement/core";
import { addDays, daysBetween, localDate, nextMidnight, startOfDay } from "@casement/graph-time";
import type { StoredCalendarEvent } from "../calendar-event.ts";

/** What a sensor needs from its calendar, in hours from now, or calendar programs, in days from today. */
export interface CalendarEventNeeds {
  readonly startOffset?: number | undefined;
  readonly endOffset?: number | undefined;
  readonly agenda?: AgendaDays | undefined;
}

/** The days that a feed reads, as dates in the account's time zone. `end` is exclusive. */
export interface CalendarWindow {
  readonly start: string;
  readonly end: string;
  readonly zone: string;
}

/** How far the window goes where no sensor needs more. */
const daysAhead = 14;

/**
 * How many days a sensor lists completely, beginning with today. Also just after midnight, when the day that has come into its window is not read yet.
 */
export function listedDaysOf({ endOffset }: CalendarEventNeeds, now: Date, zone: string): number {
  if (endOffset === undefined) return daysAhead;
  const today = localDate(now, zone);
  // With a day of 25 hours before it, the last day is not complete.
  return Math.max(0, daysBetween(today, dateAfter(startOfDay(today, zone), endOffset, zone)));
}

const hourMs = 3600_000;

/** The date some hours after an instant. Days have 23 or 25 hours when the clock changes. */
const dateAfter = (instant: Date, hours: number, zone: string): string => localDate(new Date(instant.getTime() + hours * hourMs), zone);

/** Days at the end of a window that nobody needs yet, so that it is read as a whole once a week, and for calendar programs once a month. */
const [spareDays, spareAgendaDays] = [7, 30];

/**
 * The window of the sensors: yesterday to 14 days ahead, extended by what they need. It covers their needs at any time of the day, so it
 * changes only at midnight.
 */
export function calendarWindowOf(needs: readonly CalendarEventNeeds[], now: Date, zone: string): CalendarWindow {
  const today = localDate(now, zone);
  const begin = startOfDay(today, zone);
  const end = new Date(nextMidnight(now, zone).getTime() - 1);
  const first = needs.map(({ startOffset = 0 }) => dateAfter(begin, startOffset, zone)).reduce(earlier, addDays(today, -1));
  const last = needs.map(({ endOffset = 0 }) => dateAfter(end, endOffset, zone)).reduce(later, addDays(today, daysAhead));
  return { start: first, end: addDays(last, 1), zone };
}

/** The window to read: what sensors and calendar programs need. The one that was read last stays until it no longer covers that. */
export function readWindowOf(
  needs: readonly CalendarEventNeeds[],
  sensorWindow: CalendarWindow,
  now: Date,
  last: CalendarWindow | undefined,
): CalendarWindow {
  const days = needs.flatMap(({ agenda }) => (agenda ? [agenda] : []));
  const { zone } = sensorWindow;
  const today = localDate(now, zone);
  const start = days.reduce((first, { from }) => earlier(first, addDays(today, from)), sensorWindow.start);
  const end = days.reduce((until, { to }) => later(until, addDays(today, to + 1)), sensorWindow.end);
  if (last && last.zone === zone && last.start <= start && last.end >= end) return last;
  return { start, end: addDays(end, days.length > 0 ? spareAgendaDays : spareDays), zone };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

export function isSameWindow(a: CalendarWindow, b: CalendarWindow): boolean {
  return a.start === b.start && a.end === b.end && a.zone === b.zone;
}

/** The query parameters of Graph's calendarView. */
export function toWindowQuery({ start, end, zone }: CalendarWindow): { startDateTime: string; endDateTime: string } {
  return { startDateTime: startOfDay(start, zone).toISOString(), endDateTime: startOfDay(end, zone).toISOString() };
}

/** Whether no part of an event is in the window. */
export function isOutsideWindow(item: Pick<StoredCalendarEvent, "startsAt" | "endsAt">, window: CalendarWindow): boolean {
  return createWindowTest(window)(item);
}

/** `isOutsideWindow` for many events of one window. */
export function createWindowTest({
  start,
  end,
  zone,
}: CalendarWindow): (item: Pick<StoredCalendarEvent, "startsAt" | "endsAt">) => boolean {
  const from = startOfDay(start, zone).getTime();
  const until = startOfDay(end, zone).getTime();
  return ({ startsAt, endsAt }) => startsAt >= until || endsAt < from || (endsAt === from && startsAt < from);
}
