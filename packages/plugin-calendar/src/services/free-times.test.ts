import { toIso } from "@casement/graph-time";
import { describe, expect, it } from "vitest";
import { freeTimes, type GraphWorkingHours, intersectSpans, slotsIn, type TimeSpan, workingTimes } from "./free-times.ts";

const at = (text: string): number => Date.parse(text);
const isoOf =
  (zone: string) =>
  ({ start, end }: TimeSpan): string =>
    `${toIso(new Date(start), zone)} ${toIso(new Date(end), zone)}`;
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
const everyDay = [...weekdays, "saturday", "sunday"];
const hours = (timeZone: string, more: GraphWorkingHours = {}): GraphWorkingHours => ({
  daysOfWeek: weekdays,
  startTime: "08:00:00.0000000",
  endTime: "17:00:00.0000000",
  timeZone: { name: timeZone },
  ...more,
});

describe("workingTimes", () => {
  it.each([
    ["UTC", "UTC", "2026-03-30T08:00:00+00:00"],
    ["W. Europe Standard Time", "Europe/Berlin", "2026-03-30T08:00:00+02:00"],
    ["Eastern Standard Time", "America/New_York", "2026-03-30T08:00:00-04:00"],
    ["New Zealand Standard Time", "Pacific/Auckland", "2026-03-30T08:00:00+13:00"],
    ["India Standard Time", "Asia/Kolkata", "2026-03-30T08:00:00+05:30"],
  ])("are local times of the person in %s", (name, zone, start) => {
    const week = { start: at("2026-03-28T12:00:00Z"), end: at("2026-03-30T21:00:00Z") };
    expect(workingTimes(hours(name), "UTC", week).map(isoOf(zone))[0]).toMatch(start);
  });

  it("keep their local times on the days when the clock changes", () => {
    const times = workingTimes(hours("W. Europe Standard Time", { daysOfWeek: everyDay }), "UTC", {
      start: at("2026-10-23T22:00:00Z"),
      end: at("2026-10-26T22:00:00Z"),
    });
    expect(times.map(isoOf("Europe/Berlin"))).toEqual([
      "2026-10-24T08:00:00+02:00 2026-10-24T17:00:00+02:00",
      "2026-10-25T08:00:00+01:00 2026-10-25T17:00:00+01:00",
      "2026-10-26T08:00:00+01:00 2026-10-26T17:00:00+01:00",
    ]);
  });

  it("can go past midnight, and begin before the span", () => {
    const night = hours("UTC", { startTime: "22:00:00", endTime: "06:00:00" });
    const span = { start: at("2026-03-03T04:00:00Z"), end: at("2026-03-03T23:00:00Z") };
    expect(workingTimes(night, "UTC", span).map(isoOf("UTC"))).toEqual([
      "2026-03-03T04:00:00+00:00 2026-03-03T06:00:00+00:00",
      "2026-03-03T22:00:00+00:00 2026-03-03T23:00:00+00:00",
    ]);
  });

  it.each([undefined, null, {}, { daysOfWeek: null, timeZone: { name: "Customized Time Zone" } }])(
    "are nine to five in the given zone where %j says nothing else",
    (unstated) => {
      const span = { start: at("2026-03-06T00:00:00Z"), end: at("2026-03-09T23:00:00Z") };
      expect(workingTimes(unstated, "Europe/Berlin", span).map(isoOf("UTC"))).toEqual([
        "2026-03-06T08:00:00+00:00 2026-03-06T16:00:00+00:00",
        "2026-03-09T08:00:00+00:00 2026-03-09T16:00:00+00:00",
      ]);
    },
  );
});

it("intersectSpans returns what is in both lists", () => {
  const a = [
    { start: 0, end: 10 },
    { start: 20, end: 30 },
  ];
  const b = [
    { start: 5, end: 22 },
    { start: 29, end: 40 },
  ];
  expect(intersectSpans(a, b)).toEqual([
    { start: 5, end: 10 },
    { start: 20, end: 22 },
    { start: 29, end: 30 },
  ]);
  expect(intersectSpans(a, [])).toEqual([]);
});

it("freeTimes joins neighboring intervals", () => {
  expect(freeTimes("002140", 100, 10, "04")).toEqual([
    { start: 100, end: 120 },
    { start: 140, end: 160 },
  ]);
});

it("slotsIn begins slots on the grid, one after the other", () => {
  const spans = [{ start: 5, end: 61 }];
  expect([...slotsIn(spans, 20, 15)]).toEqual([{ start: 15, end: 35 }]);
  expect([...slotsIn(spans, 15, 15)].map(({ start }) => start)).toEqual([15, 30, 45]);
  expect([...slotsIn(spans, 60, 15)]).toEqual([]);
});
