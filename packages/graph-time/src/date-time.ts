import { Temporal } from "temporal-polyfill";
import { ianaZone, requireZone } from "./zones.ts";

/** Graph's `dateTimeTimeZone`: a wall-clock time and the name of its zone. */
export interface DateTimeTimeZone {
  /** "2026-03-29T02:30:00.0000000" */
  dateTime: string;
  /** "W. Europe Standard Time", "Europe/Berlin", "UTC" */
  timeZone: string;
}

const hasOffset = /(?:z|[+-]\d\d:?\d\d)$/i;

/**
 * The instant of an ISO 8601 text; one without offset is read in `zone` (Windows or IANA name).
 * A wall time that a spring day skips moves forward by the gap, one that an autumn day repeats is the first.
 */
export function parseInstant(text: string, zone = "UTC"): Date {
  const utc = zone === "UTC" && parseUtc(text);
  if (utc) return utc;
  if (hasOffset.test(text) && text.includes("T")) return new Date(Temporal.Instant.from(text).epochMilliseconds);
  return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(requireZone(zone)).epochMilliseconds);
}

/** Whether there is such a day and time: 30 February and 25 o'clock are none. */
export function isInstant(text: string): boolean {
  try {
    parseInstant(text);
    return true;
  } catch {
    return false;
  }
}

/** The commonest case without Temporal, which takes twenty times as long. Undefined for anything unusual. */
function parseUtc(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(text)) return undefined;
  const instant = new Date(`${text.slice(0, 23)}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text.slice(0, 19)) ? instant : undefined;
}

/** The instant of a `dateTimeTimeZone`. A zone that nobody knows ("Customized Time Zone") is read as `fallbackZone`, or is a RangeError without one. */
export function toInstant(value: { dateTime: string; timeZone?: string | null | undefined }, fallbackZone?: string): Date {
  const named = value.timeZone ?? fallbackZone ?? "UTC";
  return parseInstant(value.dateTime, fallbackZone === undefined ? named : (ianaZone(named) ?? fallbackZone));
}

/** An instant as Graph writes it: wall time with seven decimals, and the zone's name as given. */
export function toDateTimeTimeZone(instant: Date, zone = "UTC"): DateTimeTimeZone {
  if (zone === "UTC") return { dateTime: instant.toISOString().replace("Z", "0000"), timeZone: zone };
  return { dateTime: zoned(instant, zone).toPlainDateTime().toString({ fractionalSecondDigits: 7 }), timeZone: zone };
}

/** ISO 8601 with the offset that `zone` has at that instant, to the second: "2026-03-29T03:30:00+02:00". */
export function toIso(instant: Date, zone: string): string {
  return zoned(instant, zone).toString({ timeZoneName: "never", fractionalSecondDigits: 0 });
}

/** Wall-clock time in `zone`, to the second and without offset: "2026-03-29T03:30:00". */
export function wallTime(instant: Date, zone: string): string {
  return zoned(instant, zone).toPlainDateTime().toString({ fractionalSecondDigits: 0 });
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(requireZone(zone));
}
