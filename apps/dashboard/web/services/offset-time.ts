import { pageZone } from "../texts/page-zone.ts";
import { instantOf, offsetOf, wallTimeOf } from "../texts/wall-time.ts";

/**
 * Adds the offset of the page's time zone to a local time: `2027-03-01T19:00:00+01:00`. A time that the clock skips becomes the one that it shows
 * instead.
 */
export function toOffsetTime(localTime: string): string {
  const zone = pageZone.get();
  const at = instantOf(`${localTime}:00`, zone);
  return wallTimeOf(at, zone) + offsetOf(at, zone);
}
