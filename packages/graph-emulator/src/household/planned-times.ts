import { addDays, localDate, parseInstant, toDateTimeTimeZone } from "@casement/graph-time";
import type { PlannedTime } from "./calendar-plan.ts";

type DateTimeTimeZone = ReturnType<typeof toDateTimeTimeZone>;

interface EventTimes {
  isAllDay?: true;
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
}

const minute = 60_000;

/** Returns start and end of an event in Graph's format. Times relative to now are rounded down to five minutes. */
export function timesOf(when: PlannedTime, now: Date, zone: string): EventTimes {
  const today = localDate(now, zone);
  if ("days" in when) {
    const midnight = (day: number) => ({ dateTime: `${addDays(today, day)}T00:00:00`, timeZone: zone });
    return { isAllDay: true, start: midnight(when.day), end: midnight(when.day + when.days) };
  }
  const start =
    "fromNow" in when
      ? new Date(Math.floor((now.getTime() + when.fromNow * minute) / (5 * minute)) * 5 * minute)
      : parseInstant(`${addDays(today, when.day)}T${when.at}:00`, zone);
  return timesBetween(start, new Date(start.getTime() + when.minutes * minute), zone);
}

/** Returns two times as local times of the zone, or in UTC if one is in the hour that occurs twice, which a local time cannot express. */
export function timesBetween(start: Date, end: Date, zone: string): EventTimes {
  const both = (timeZone: string): EventTimes => ({ start: toDateTimeTimeZone(start, timeZone), end: toDateTimeTimeZone(end, timeZone) });
  const local = both(zone);
  const instantOf = ({ dateTime, timeZone }: DateTimeTimeZone) => parseInstant(dateTime, timeZone).getTime();
  return instantOf(local.start) === start.getTime() && instantOf(local.end) === end.getTime() ? local : both("UTC");
}
