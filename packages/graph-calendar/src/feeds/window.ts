import { addDays, localDate, startOfDay } from "@casement/graph-time";
import type { EventItem } from "../event-item.ts";

/** What a sensor wants of its calendar: hours from now. */
export interface Want {
  readonly startOffset?: number | undefined;
  readonly endOffset?: number | undefined;
}

/** Whole days in the account's zone, `end` excluded. */
export interface Window {
  readonly start: string;
  readonly end: string;
  readonly zone: string;
}

/** Yesterday to a fortnight ahead, and whatever more the sensors want at any time of the day: it changes at midnight alone. */
export function windowOf(needs: readonly Want[], now: Date, zone: string): Window {
  const today = localDate(now, zone);
  const first = Math.min(-1, ...needs.map(({ startOffset = 0 }) => Math.floor(startOffset / 24)));
  const last = Math.max(14, ...needs.map(({ endOffset = 0 }) => Math.ceil(endOffset / 24)));
  return { start: addDays(today, first), end: addDays(today, last + 1), zone };
}

export function sameWindow(a: Window, b: Window): boolean {
  return a.start === b.start && a.end === b.end && a.zone === b.zone;
}

/** The window as Graph's calendarView wants it. */
export function windowQuery({ start, end, zone }: Window): { startDateTime: string; endDateTime: string } {
  return { startDateTime: startOfDay(start, zone).toISOString(), endDateTime: startOfDay(end, zone).toISOString() };
}

/** Whether nothing of an event is in the window. */
export function isOutside(item: EventItem, { start, end, zone }: Window): boolean {
  const from = startOfDay(start, zone).getTime();
  const until = startOfDay(end, zone).getTime();
  return item.startsAt >= until || item.endsAt < from || (item.endsAt === from && item.startsAt < from);
}
