import { describe, expect, it } from "vitest";
import { readRecurrence } from "./recurrence.ts";
import { firstOccurrenceDate, hasOccurrenceOn, occurrenceDates } from "./recurrence-dates.ts";

const series = (pattern: object, range: object) =>
  readRecurrence({ pattern: { interval: 1, ...pattern }, range: { type: "noEnd", ...range } }, { date: "2026-01-01", timeZone: "UTC" });
const dates = (pattern: object, range: object, until = "2030-12-31") => [...occurrenceDates(series(pattern, range), until)];
const first = (count: number, pattern: object, startDate: string) =>
  dates(pattern, { startDate, type: "numbered", numberOfOccurrences: count }, "2060-12-31");

describe("dates of a series, derived manually from a calendar", () => {
  it.each<[what: string, pattern: object, start: string, expected: string[]]>([
    ["every day", { type: "daily" }, "2026-02-27", ["2026-02-27", "2026-02-28", "2026-03-01"]],
    ["every third day", { type: "daily", interval: 3 }, "2026-12-30", ["2026-12-30", "2027-01-02", "2027-01-05"]],
    ["Mondays", { type: "weekly", daysOfWeek: ["monday"] }, "2026-03-02", ["2026-03-02", "2026-03-09", "2026-03-16"]],
    ["Mondays, starting on a Wednesday", { type: "weekly", daysOfWeek: ["monday"] }, "2026-03-04", ["2026-03-09", "2026-03-16"]],
    [
      "Tuesdays and Thursdays, in any order",
      { type: "weekly", daysOfWeek: ["thursday", "tuesday"] },
      "2026-03-03",
      ["2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"],
    ],
    [
      "every other Sunday and Monday, with weeks that begin on Sunday",
      { type: "weekly", interval: 2, daysOfWeek: ["sunday", "monday"], firstDayOfWeek: "sunday" },
      "2026-03-01",
      ["2026-03-01", "2026-03-02", "2026-03-15", "2026-03-16"],
    ],
    [
      "every other Sunday and Monday, with weeks that begin on Monday",
      { type: "weekly", interval: 2, daysOfWeek: ["sunday", "monday"], firstDayOfWeek: "monday" },
      "2026-03-01",
      ["2026-03-01", "2026-03-09", "2026-03-15", "2026-03-23"],
    ],
    ["the 15th", { type: "absoluteMonthly", dayOfMonth: 15 }, "2026-11-15", ["2026-11-15", "2026-12-15", "2027-01-15"]],
    [
      "the 31st is the last day of shorter months",
      { type: "absoluteMonthly", dayOfMonth: 31 },
      "2026-01-31",
      ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
    ],
    ["the 10th, starting on the 20th", { type: "absoluteMonthly", dayOfMonth: 10 }, "2026-01-20", ["2026-02-10", "2026-03-10"]],
    [
      "the 30th every other month",
      { type: "absoluteMonthly", interval: 2, dayOfMonth: 30 },
      "2027-12-30",
      ["2027-12-30", "2028-02-29", "2028-04-30"],
    ],
    [
      "the first Monday",
      { type: "relativeMonthly", daysOfWeek: ["monday"], index: "first" },
      "2026-03-02",
      ["2026-03-02", "2026-04-06", "2026-05-04"],
    ],
    [
      "the last Friday",
      { type: "relativeMonthly", daysOfWeek: ["friday"], index: "last" },
      "2026-01-01",
      ["2026-01-30", "2026-02-27", "2026-03-27"],
    ],
    [
      "the last workday",
      { type: "relativeMonthly", daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"], index: "last" },
      "2026-01-01",
      ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29"],
    ],
    [
      "the second workday",
      { type: "relativeMonthly", daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"], index: "second" },
      "2026-01-01",
      ["2026-01-02", "2026-02-03", "2026-03-03"],
    ],
    [
      "the third Thursday every other month",
      { type: "relativeMonthly", interval: 2, daysOfWeek: ["thursday"], index: "third" },
      "2026-01-01",
      ["2026-01-15", "2026-03-19", "2026-05-21"],
    ],
    ["a birthday", { type: "absoluteYearly", month: 6, dayOfMonth: 4 }, "2026-06-04", ["2026-06-04", "2027-06-04"]],
    ["a birthday, starting after it", { type: "absoluteYearly", month: 2, dayOfMonth: 4 }, "2026-06-01", ["2027-02-04", "2028-02-04"]],
    [
      "February 29 is the 28th in common years",
      { type: "absoluteYearly", month: 2, dayOfMonth: 29 },
      "2024-02-29",
      ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
    ],
    [
      "the fourth Thursday of November",
      { type: "relativeYearly", month: 11, daysOfWeek: ["thursday"], index: "fourth" },
      "2026-01-01",
      ["2026-11-26", "2027-11-25"],
    ],
    [
      "the last Sunday of March",
      { type: "relativeYearly", month: 3, daysOfWeek: ["sunday"], index: "last" },
      "2026-01-01",
      ["2026-03-29", "2027-03-28"],
    ],
  ])("%s", (_, pattern, start, expected) => expect(first(expected.length, pattern, start)).toEqual(expected));

  it("includes the end date", () => {
    expect(dates({ type: "daily" }, { startDate: "2026-03-01", type: "endDate", endDate: "2026-03-03" })).toEqual([
      "2026-03-01",
      "2026-03-02",
      "2026-03-03",
    ]);
  });

  it("stops at the requested date", () => {
    expect(dates({ type: "daily" }, { startDate: "2026-03-01" }, "2026-03-02")).toHaveLength(2);
    expect(dates({ type: "daily" }, { startDate: "2026-03-01" }, "2026-02-01")).toEqual([]);
  });

  it("determines whether it occurs on a date, and its first date", () => {
    const mondays = series({ type: "weekly", daysOfWeek: ["Monday"] }, { startDate: "2026-03-03" });
    expect(firstOccurrenceDate(mondays)).toBe("2026-03-09");
    expect(hasOccurrenceOn(mondays, "2026-03-16")).toBe(true);
    expect(hasOccurrenceOn(mondays, "2026-03-17")).toBe(false);
    expect(
      firstOccurrenceDate(
        series({ type: "weekly", daysOfWeek: ["monday"] }, { startDate: "2026-03-03", type: "endDate", endDate: "2026-03-05" }),
      ),
    ).toBeUndefined();
  });
});

describe("a recurrence in a request", () => {
  it("is returned with all of Graph's defaults", () => {
    const start = { date: "2017-09-04", timeZone: "Pacific Standard Time" };
    const given = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["Monday"] },
      range: { type: "endDate", startDate: "2017-09-04", endDate: "2017-12-31" },
    };
    expect(readRecurrence(given, start)).toEqual({
      pattern: { type: "weekly", interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: ["monday"], firstDayOfWeek: "sunday", index: "first" },
      range: {
        type: "endDate",
        startDate: "2017-09-04",
        endDate: "2017-12-31",
        recurrenceTimeZone: "Pacific Standard Time",
        numberOfOccurrences: 0,
      },
    });
  });

  it.each<[what: string, pattern: object, range?: object]>([
    ["a weekly pattern without days", { type: "weekly" }],
    ["an unknown type", { type: "hourly" }],
    ["an unknown day", { type: "weekly", daysOfWeek: ["MO"] }],
    ["interval 0", { type: "daily", interval: 0 }],
    ["a yearly pattern without month", { type: "absoluteYearly", dayOfMonth: 3 }],
    ["day 32", { type: "absoluteMonthly", dayOfMonth: 32 }],
    ["a range that ends before it begins", { type: "daily" }, { type: "endDate", startDate: "2026-03-02", endDate: "2026-03-01" }],
    ["no occurrences", { type: "daily" }, { type: "numbered", numberOfOccurrences: 0 }],
    ["an unknown time zone", { type: "daily" }, { recurrenceTimeZone: "Nowhere Standard Time" }],
  ])("is refused with %s", (_, pattern, range = {}) => {
    expect(() => series(pattern, { startDate: "2026-03-01", ...range })).toThrow();
  });
});
