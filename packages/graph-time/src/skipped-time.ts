import { Temporal } from "temporal-polyfill";
import { parseInstant } from "./date-time.ts";
import { requireZone } from "./zones.ts";

/** The hour that a clock skips when it goes forward. */
export interface SkippedHour {
  /** The clock goes from this time, which no longer exists: "02:00". */
  readonly from: string;
  /** To this time: "03:00". */
  readonly to: string;
}

/**
 * The hour in which a local date-time lies if the clock skips it in `zone`. Undefined for a time that exists, and for a text with an offset or
 * without a time.
 *
 * @throws RangeError for a text that is not a date or date-time, and for an unknown zone.
 */
export function skippedHourOf(text: string, zone: string): SkippedHour | undefined {
  if (!/T[\d:.]+$/.test(text)) return undefined;
  const local = Temporal.PlainDateTime.from(text);
  const moved = Temporal.Instant.fromEpochMilliseconds(parseInstant(text, zone).getTime()).toZonedDateTimeISO(requireZone(zone));
  if (moved.toPlainDateTime().equals(local.round({ smallestUnit: "millisecond", roundingMode: "floor" }))) return undefined;
  const change = moved.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  if (!change) return undefined;
  const before = change.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 });
  return { from: timeOf(before), to: timeOf(change.toPlainDateTime()) };
}

function timeOf(local: Temporal.PlainDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: "minute" });
}
