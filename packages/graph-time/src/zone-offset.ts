import { Temporal } from "temporal-polyfill";
import { requireZone } from "./zones.ts";

/** The time between two changes of a zone's clocks: from (inclusive) and until (exclusive) in ms since 1970, and the offset from UTC in ms. */
interface OffsetInterval {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** The intervals that were asked for, by zone, the latest one first. Without them, Temporal would compute each offset anew, which takes 20 times as long. */
const knownIntervals = new Map<string, OffsetInterval[]>();
/** Of one zone. More than the window of a calendar has. */
const maxIntervals = 8;

/**
 * The offset of a time zone (Windows or IANA name) from UTC at an instant, in milliseconds.
 * @throws RangeError for an unknown zone
 */
export function zoneOffset(at: number, zone: string): number {
  let intervals = knownIntervals.get(zone);
  if (!intervals) {
    intervals = [];
    knownIntervals.set(zone, intervals);
  }
  const index = intervals.findIndex(({ from, until }) => from <= at && at < until);
  if (index === 0) return intervals[0]!.offset;
  const found = index > 0 ? intervals.splice(index, 1)[0]! : findInterval(at, requireZone(zone));
  intervals.unshift(found);
  intervals.length = Math.min(intervals.length, maxIntervals);
  return found.offset;
}

function findInterval(at: number, zone: string): OffsetInterval {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // The previous change is strictly before a time, so one at this very instant is found from just after it.
  const from = time.add({ nanoseconds: 1 }).getTimeZoneTransition("previous")?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  const until = time.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return { from, until, offset: time.offsetNanoseconds / 1e6 };
}
