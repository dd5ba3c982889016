import { expect, it } from "vitest";
import { addToWall, instantOf, wallTimeOf } from "./wall-time.ts";

it.each([
  ["UTC", "2026-03-29T02:30:00", "2026-03-29T02:30:00.000Z"],
  ["Europe/Berlin", "2026-03-28T10:00:00", "2026-03-28T09:00:00.000Z"],
  // Skipped: past the gap, by the length of the gap.
  ["Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z"],
  // Comes twice: the first one.
  ["Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00.000Z"],
  ["America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00.000Z"],
  ["America/New_York", "2026-03-08T00:00:00", "2026-03-08T05:00:00.000Z"],
  ["Pacific/Auckland", "2026-09-27T00:00:00", "2026-09-26T12:00:00.000Z"],
  ["Pacific/Auckland", "2026-04-05T02:30:00", "2026-04-04T13:30:00.000Z"],
  ["Asia/Kolkata", "2026-03-29T09:00:00", "2026-03-29T03:30:00.000Z"],
])("in %s, %s is %s", (zone, wall, instant) => {
  expect(instantOf(wall, zone).toISOString()).toBe(instant);
});

it("shows an instant on the clock of each zone", () => {
  const at = new Date("2026-10-25T01:30:00Z");
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"];
  expect(zones.map((zone) => wallTimeOf(at, zone))).toEqual([
    "2026-10-25T01:30:00",
    "2026-10-25T02:30:00",
    "2026-10-24T21:30:00",
    "2026-10-25T14:30:00",
    "2026-10-25T07:00:00",
  ]);
});

it("moves dates by days, and times by the wall clock over a change of the clock", () => {
  expect(addToWall("2026-03-28", 2 * 86_400_000)).toBe("2026-03-30");
  expect(addToWall("2026-03-28T10:00:00", 86_400_000)).toBe("2026-03-29T10:00:00");
});
