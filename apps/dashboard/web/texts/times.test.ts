import { afterEach, expect, it } from "vitest";
import { pageZone } from "./page-zone.ts";
import { addDays, dateTextOf, isSameDay, parseTime, startOfDay } from "./times.ts";

const before = pageZone.get();
afterEach(() => pageZone.set(before));

// Days on which a clock changes: the days before and after are not 24 hours away.
it.each([
  ["UTC", "2026-03-29", "2026-03-29T00:00:00.000Z", 24],
  ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z", 23],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25],
  ["America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z", 23],
  ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", 25],
  ["Pacific/Auckland", "2026-09-27", "2026-09-26T12:00:00.000Z", 23],
  ["Pacific/Auckland", "2026-04-05", "2026-04-04T11:00:00.000Z", 25],
  ["Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00.000Z", 24],
])("days are those of %s: %s begins at %s and has %i hours", (zone, day, begins, hours) => {
  pageZone.set(zone);
  const start = parseTime(day);
  expect(start.toISOString()).toBe(begins);
  const next = addDays(start, 1);
  expect((next.getTime() - start.getTime()) / 3_600_000).toBe(hours);
  expect(addDays(next, -1)).toEqual(start);
  const last = new Date(next.getTime() - 1);
  expect(dateTextOf(last)).toBe(day);
  expect(startOfDay(last)).toEqual(start);
  expect([isSameDay(start, last), isSameDay(start, next)]).toEqual([true, false]);
});
