import { pageZone } from "../texts/page-zone.ts";
import { instantOf, offsetOf } from "../texts/wall-time.ts";

/** Adds the offset of the page's time zone to a local time: `2027-03-01T19:00:00+01:00`. */
export function toOffsetTime(localTime: string): string {
  const zone = pageZone.get();
  return `${localTime}:00${offsetOf(instantOf(`${localTime}:00`, zone), zone)}`;
}
