import { Temporal } from "temporal-polyfill";
import { zoneOffset } from "./zone-offset.ts";
import { ianaZone, requireZone } from "./zones.ts";

/** Graph's `dateTimeTimeZone`: a wall-clock time and the name of its time zone. */
export interface DateTimeTimeZone {
  /** "2026-03-29T02:30:00.0000000" */
  dateTime: string;
  /** "W. Europe Standard Time", "Europe/Berlin", "UTC" */
  timeZone: string;
}

const dayMs = 86_400_000;
const hasOffset = /(?:z|[+-]\d\d:?\d\d)$/i;

/**
 * The instant of an ISO 8601 text. Without an offset, it is a wall-clock time in `zone` (Windows or IANA name). A time that is skipped when
 * the clock goes forward moves forward by the gap. Of a time that is repeated when the clock goes back, the first one is meant.
 *
 * @throws RangeError for a text that is not a date or date-time, for a year without four digits, which Graph does not have, and for an
 * unknown zone.
 */
export function parseInstant(text: string, zone = "UTC"): Date {
  if (/^[+-]/.test(text)) throw new RangeError(`The year of ${text} does not have four digits.`);
  const utc = parseUtc(text);
  if (utc && zone === "UTC") return utc;
  if (utc) {
    const [before, after] = [zoneOffset(utc.getTime() - dayMs, zone), zoneOffset(utc.getTime() + dayMs, zone)];
    if (before === after) return new Date(utc.getTime() - before);
    // The clocks change around that time.
  }
  if (hasOffset.test(text) && text.includes("T")) return new Date(Temporal.Instant.from(text).epochMilliseconds);
  return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(requireZone(zone)).epochMilliseconds);
}

/** Whether a text is an existing date or date-time. February 30 and 25:00 are not. */
export function isInstant(text: string): boolean {
  try {
    parseInstant(text);
    return true;
  } catch {
    return false;
  }
}

/** The most common form, without Temporal, which takes 20 times as long. Undefined for other forms. */
function parseUtc(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(text)) return undefined;
  const instant = new Date(`${text.slice(0, 23)}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text.slice(0, 19)) ? instant : undefined;
}

/**
 * The instant of a `dateTimeTimeZone`. An unknown zone ("Customized Time Zone") counts as `fallbackZone`.
 *
 * @throws RangeError for an unknown zone without `fallbackZone`.
 */
export function toInstant(value: { dateTime: string; timeZone?: string | null | undefined }, fallbackZone?: string): Date {
  const zone = value.timeZone ?? fallbackZone ?? "UTC";
  return parseInstant(value.dateTime, fallbackZone === undefined ? zone : (ianaZone(zone) ?? fallbackZone));
}

/** An instant in Graph's form: wall-clock time with seven decimals, and the zone's name as given. */
export function toDateTimeTimeZone(instant: Date, zone = "UTC"): DateTimeTimeZone {
  if (zone === "UTC") return { dateTime: instant.toISOString().replace("Z", "0000"), timeZone: zone };
  return { dateTime: zoned(instant, zone).toPlainDateTime().toString({ fractionalSecondDigits: 7 }), timeZone: zone };
}

/** ISO 8601 with the offset of `zone` at that instant, to the second: "2026-03-29T03:30:00+02:00". */
export function toIso(instant: Date, zone: string): string {
  return zoned(instant, zone).toString({ timeZoneName: "never", fractionalSecondDigits: 0 });
}

/** Wall-clock time in `zone`, to the second, without offset: "2026-03-29T03:30:00". */
export function wallTime(instant: Date, zone: string): string {
  const at = instant.getTime();
  const text = Number.isNaN(at) ? "" : new Date(at + zoneOffset(at, zone)).toISOString();
  // With a year of four digits.
  if (text.length === 24) return text.slice(0, 19);
  return zoned(instant, zone).toPlainDateTime().toString({ fractionalSecondDigits: 0 });
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(requireZone(zone));
}
