import { addDays, localDate, startOfDay } from "@casement/graph-time";
import type { CalendarEventItem } from "../calendar-event.ts";

/** What a sensor needs from its calendar, in hours from now. */
export interface CalendarEventNeeds {
  readonly startOffset?: number | undefined;
  readonly endOffset?: number | undefined;
}

/** The days that a feed reads, as dates in the account's time zone. `end` is exclusive. */
export interface CalendarWindow {
  readonly start: string;
  readonly end: string;
  readonly zone: string;
}

/**
 * Yesterday to 14 days ahead, extended by what the sensors need. It covers their needs at any time of the day, so it changes only at
 * midnight.
 */
export function calendarWindowOf(needs: readonly CalendarEventNeeds[], now: Date, zone: string): CalendarWindow {
  const today = localDate(now, zone);
  const first = Math.min(-1, ...needs.map(({ startOffset = 0 }) => Math.floor(startOffset / 24)));
  const last = Math.max(14, ...needs.map(({ endOffset = 0 }) => Math.ceil(endOffset / 24)));
  return { start: addDays(today, first), end: addDays(today, last + 1), zone };
}

export function isSameWindow(a: CalendarWindow, b: CalendarWindow): boolean {
  return a.start === b.start && a.end === b.end && a.zone === b.zone;
}

/** The query parameters of Graph's calendarView. */
export function toWindowQuery({ start, end, zone }: CalendarWindow): { startDateTime: string; endDateTime: string } {
  return { startDateTime: startOfDay(start, zone).toISOString(), endDateTime: startOfDay(end, zone).toISOString() };
}

/** Whether no part of an event is in the window. */
export function isOutsideWindow(item: CalendarEventItem, { start, end, zone }: CalendarWindow): boolean {
  const from = startOfDay(start, zone).getTime();
  const until = startOfDay(end, zone).getTime();
  return item.startsAt >= until || item.endsAt < from || (item.endsAt === from && item.startsAt < from);
}
