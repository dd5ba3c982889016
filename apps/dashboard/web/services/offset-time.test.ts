import { afterEach, expect, it } from "vitest";
import { deviceZone, pageZone } from "../texts/page-zone.ts";
import { toOffsetTime } from "./offset-time.ts";

afterEach(() => pageZone.set(deviceZone));

it.each([
  ["Europe/Berlin", "2027-03-01T19:00", "2027-03-01T19:00:00+01:00"],
  // The clock skips it: an hour later, and not an hour earlier.
  ["Europe/Berlin", "2027-03-28T02:30", "2027-03-28T03:30:00+02:00"],
  ["America/New_York", "2027-03-14T02:30", "2027-03-14T03:30:00-04:00"],
  // It comes twice: the first one.
  ["Europe/Berlin", "2027-10-31T02:30", "2027-10-31T02:30:00+02:00"],
])("in %s, %s is %s", (zone, local, expected) => {
  pageZone.set(zone);
  expect(toOffsetTime(local)).toBe(expected);
});
