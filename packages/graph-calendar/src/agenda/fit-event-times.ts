import type { CalendarComponent, CalendarTime } from "@casement/core";
import { parseInstant, wallTime } from "@casement/graph-time";

/**
 * The times of an event as Outlook can store them: the end is in the time zone of the start, and a single event is not in the hour that is
 * skipped when the clock goes forward (RFC 5545, section 3.3.5: the time before the change counts on). `zone`: of times without one.
 */
export function fitEventTimes(component: CalendarComponent, zone: string): CalendarComponent {
  const { dtstart, dtend, rrule } = component;
  if (!dtstart || dtstart.at.length === 10) return component;
  const fit = (time: CalendarTime): CalendarTime => {
    const isInPlace = rrule !== undefined && zoneOf(time, zone) === zoneOf(dtstart, zone);
    return isInPlace || time.at.length === 10 || time.at.endsWith("Z")
      ? time
      : timeLike(dtstart, parseInstant(time.at, zoneOf(time, zone)), zone);
  };
  return { ...component, dtstart: fit(dtstart), ...(dtend && { dtend: fit(dtend) }) };
}

const zoneOf = ({ at, zone }: CalendarTime, accountZone: string): string => (at.endsWith("Z") ? "UTC" : (zone ?? accountZone));

/** A moment, written as another time is. In UTC for the second of the two hours of an autumn night. */
function timeLike({ at, zone }: CalendarTime, moment: Date, accountZone: string): CalendarTime {
  const wall = wallTime(moment, zone ?? accountZone);
  const isWall = !at.endsWith("Z") && parseInstant(wall, zone ?? accountZone).getTime() === moment.getTime();
  return isWall ? { at: wall, ...(zone !== undefined && { zone }) } : { at: `${moment.toISOString().slice(0, 19)}Z` };
}
