import { type DateTimeTimeZone, parseInstant, wallTime, windowsZone } from "@casement/graph-time";

/** An instant as wall-clock time in `zone`. In UTC when that would be ambiguous: the second of the two hours when the clock goes back. */
export function toGraphDateTime(instant: Date, zone: string): DateTimeTimeZone {
  const dateTime = wallTime(instant, zone);
  const wholeSecond = Math.floor(instant.getTime() / 1000) * 1000;
  if (parseInstant(dateTime, zone).getTime() === wholeSecond) return { dateTime, timeZone: toGraphZone(zone) };
  return { dateTime: wallTime(instant, "UTC"), timeZone: "UTC" };
}

/** The Windows name of a time zone, which Outlook always accepts, or the given name where Windows has none. */
export function toGraphZone(zone: string): string {
  return windowsZone(zone) ?? zone;
}
