import type { CalendarComponent, CalendarTime } from "@casement/core";
import { localDate, parseInstant } from "@casement/graph-time";

/** The day of a time in the account's time zone. To Do has no times. */
export function dayOf(time: CalendarTime | undefined, zone: string): string | undefined {
  if (!time) return undefined;
  return time.at.length === 10 ? time.at : localDate(parseInstant(time.at, time.zone ?? zone), zone);
}

/** When a reminder is, in UTC. Minutes count from the start, or else from the due time; of a day, from its midnight. */
export function reminderOf({ alarm, dtstart, due }: CalendarComponent, zone: string): string | undefined {
  if (!alarm || "at" in alarm) return alarm?.at;
  const anchor = dtstart ?? due;
  if (!anchor) return undefined;
  const from = parseInstant(anchor.at.length === 10 ? `${anchor.at}T00:00:00` : anchor.at, anchor.zone ?? zone);
  return `${new Date(from.getTime() - alarm.minutesBefore * 60_000).toISOString().slice(0, 19)}Z`;
}
