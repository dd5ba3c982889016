import type { CalendarTime } from "@casement/core";
import { localDate, parseInstant, wallTime } from "@casement/graph-time";
import type { CalendarEventItem } from "../calendar-event.ts";

/** The start of an event, or its end: a day for an all-day event. */
export function timeOf(item: CalendarEventItem, end: "start" | "end", zone: string): CalendarTime {
  if (item.allDay) return { at: item[end] };
  return timeIn(end === "start" ? item.startsAt : item.endsAt, zone);
}

/** The start that the rule gave to an exception. */
export function originalTimeOf(
  { originalStart, startsAt, allDay }: CalendarEventItem,
  zone: string,
  isAllDaySeries = allDay,
): CalendarTime {
  const at = originalStart ?? startsAt;
  return isAllDaySeries ? { at: dayOf(at, zone) } : timeIn(at, zone);
}

/** The starts of the deleted occurrences of a series. */
export function deletedTimesOf({ cancelledDates = [], allDay, startsAt }: CalendarEventItem, zone: string): CalendarTime[] {
  if (allDay) return cancelledDates.map((at) => ({ at }));
  const time = wallTime(new Date(startsAt), zone).slice(10);
  return cancelledDates.map((day) => (zone === "UTC" ? { at: `${day}${time}Z` } : { at: `${day}${time}`, zone }));
}

/** In UTC where the time on the wall would mean the first of the two hours of an autumn night, but the second is meant. */
function timeIn(at: number, zone: string): CalendarTime {
  const wall = wallTime(new Date(at), zone);
  if (zone === "UTC" || parseInstant(wall, zone).getTime() !== Math.floor(at / 1000) * 1000)
    return { at: `${new Date(at).toISOString().slice(0, 19)}Z` };
  return { at: wall, zone };
}

/** The day of an all-day occurrence. Graph keeps midnight of the creator's time zone, or of UTC. */
function dayOf(at: number, zone: string): string {
  const date = new Date(at);
  return at % 86_400_000 === 0 ? date.toISOString().slice(0, 10) : localDate(date, zone);
}
