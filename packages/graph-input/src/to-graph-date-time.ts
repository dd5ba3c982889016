import { type DateTimeTimeZone, parseInstant, wallTime, windowsZone } from "@casement/graph-time";

/**
 * An instant as wall-clock time in `zone`. In UTC when Outlook does not have the zone, and when the time would be ambiguous: the second of the
 * two hours when the clock goes back.
 */
export function toGraphDateTime(instant: Date, zone: string): DateTimeTimeZone {
  const timeZone = toGraphZone(zone);
  const dateTime = wallTime(instant, zone);
  const wholeSecond = Math.floor(instant.getTime() / 1000) * 1000;
  if (timeZone !== "UTC" && parseInstant(dateTime, zone).getTime() === wholeSecond) return { dateTime, timeZone };
  return { dateTime: wallTime(instant, "UTC"), timeZone: "UTC" };
}

/** The Windows name of a time zone, which Outlook always accepts. UTC for a zone that has none. */
export function toGraphZone(zone: string): string {
  return windowsZone(zone) ?? "UTC";
}
