import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parseInstant, wallTime } from "./date-time.ts";
import { zoneOffset } from "./zone-offset.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"];
const hour = 3_600_000;

/** Instants around each change of the clocks from 2024 to 2028 and on ordinary days, in an order in which years alternate. */
function instantsIn(zone: string): number[] {
  const found: number[] = [];
  let at = Temporal.ZonedDateTime.from({ timeZone: zone, year: 2024, month: 1, day: 1 });
  for (let next = at.getTimeZoneTransition("next"); next && next.year < 2029; next = at.getTimeZoneTransition("next")) {
    for (const hours of [-25, -2, -1, -0.5, 0, 0.5, 1, 2, 25]) found.push(next.epochMilliseconds + hours * hour);
    found.push(next.epochMilliseconds - 1, next.epochMilliseconds + 1);
    at = next;
  }
  for (let month = 0; month < 60; month++) found.push(Date.UTC(2024, month, 11, 9, 30, 15, 250), Date.UTC(1890 + month * 5, 6, 1));
  return found.sort((a, b) => (a % 9_973) - (b % 9_973));
}

describe.each(zones)("in %s", (zone) => {
  const zoned = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

  it("the offset and the time on the wall are those of Temporal", () => {
    for (const at of instantsIn(zone)) {
      expect([at, zoneOffset(at, zone)]).toEqual([at, zoned(at).offsetNanoseconds / 1e6]);
      expect([at, wallTime(new Date(at), zone)]).toEqual([at, zoned(at).toPlainDateTime().toString({ fractionalSecondDigits: 0 })]);
    }
  });

  it("a time on the wall is the instant of Temporal, also when it is skipped or repeated", () => {
    for (const at of instantsIn(zone)) {
      const wall = new Date(at).toISOString().slice(0, 19);
      expect([wall, parseInstant(wall, zone).getTime()]).toEqual([
        wall,
        Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds,
      ]);
    }
  });
});

it("an unknown zone is refused, and years beyond four digits are written as Temporal does", () => {
  expect(() => zoneOffset(0, "Nowhere/Else")).toThrow(RangeError);
  expect(wallTime(new Date(Date.UTC(12_000, 0, 1)), "Europe/Berlin")).toBe("+012000-01-01T01:00:00");
});
