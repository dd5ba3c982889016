import { describe, expect, it } from "vitest";
import {
  addDays,
  addLocalDays,
  allDayDate,
  daysBetween,
  lastMidnight,
  localDate,
  nextAnniversary,
  nextMidnight,
  startOfDay,
} from "./index.ts";

const hour = 3_600_000;

describe("days", () => {
  it.each([
    ["UTC", "2026-03-29", 24],
    ["Europe/Berlin", "2026-03-28", 24],
    ["Europe/Berlin", "2026-03-29", 23],
    ["W. Europe Standard Time", "2026-10-25", 25],
    ["America/New_York", "2026-03-08", 23],
    ["Eastern Standard Time", "2026-11-01", 25],
    ["Pacific/Auckland", "2026-09-27", 23],
    ["New Zealand Standard Time", "2026-04-05", 25],
    ["Asia/Kolkata", "2026-03-29", 24],
  ])("in %s %s has %i hours", (zone, date, hours) => {
    const start = startOfDay(date, zone);
    const end = nextMidnight(start, zone);
    expect((end.getTime() - start.getTime()) / hour).toBe(hours);
    expect(lastMidnight(new Date(end.getTime() - 1), zone).getTime()).toBe(start.getTime());
    expect(lastMidnight(start, zone).getTime()).toBe(start.getTime());
    expect(localDate(start, zone)).toBe(date);
    expect(localDate(new Date(start.getTime() - 1), zone)).toBe(addDays(date, -1));
    expect(addLocalDays(start, 1, zone).getTime()).toBe(end.getTime());
  });

  it("begins after the gap where the clock skips midnight", () => {
    expect(startOfDay("2026-09-06", "America/Santiago").toISOString()).toBe("2026-09-06T04:00:00.000Z");
  });

  it.each([
    ["UTC", "2025-12-31"],
    ["Europe/Berlin", "2026-01-01"],
    ["America/New_York", "2025-12-31"],
    ["Pacific/Auckland", "2026-01-01"],
    ["Asia/Kolkata", "2026-01-01"],
  ])("at 23:30 on New Year's Eve in London, the date in %s is %s", (zone, date) => {
    expect(localDate(new Date("2025-12-31T23:30:00Z"), zone)).toBe(date);
  });

  it("are added across month ends, leap days and clock changes", () => {
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(addLocalDays(new Date("2026-03-28T08:00:00Z"), 1, "Europe/Berlin").toISOString()).toBe("2026-03-29T07:00:00.000Z");
  });

  it.each([
    ["1990-05-17", "2026-05-16", "2026-05-17"],
    ["1990-05-17", "2026-05-17", "2026-05-17"],
    ["1990-05-17", "2026-05-18", "2027-05-17"],
    ["1992-02-29", "2026-02-28", "2026-03-01"],
    ["1992-02-29", "2027-03-02", "2028-02-29"],
    ["1815-12-31", "2026-01-01", "2026-12-31"],
  ])("the anniversary of %s after %s is %s", (of, today, next) => {
    expect(nextAnniversary(of, today)).toBe(next);
  });

  it("takes the date of an all-day event from the text, without a zone", () => {
    expect(allDayDate({ dateTime: "2026-03-29T00:00:00.0000000" })).toBe("2026-03-29");
  });
});
