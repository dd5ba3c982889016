import { describe, expect, it } from "vitest";
import { isInstant, parseInstant, toDateTimeTimeZone, toInstant, toIso, wallTime } from "./index.ts";

/** Wall-clock time, zone, instant, ISO text. Skipped times move forward; of repeated hours the first is meant. */
const table: [wall: string, zone: string, utc: string, iso: string][] = [
  ["2026-03-29T02:30:00", "UTC", "2026-03-29T02:30:00Z", "2026-03-29T02:30:00+00:00"],
  ["2026-01-15T12:00:00", "W. Europe Standard Time", "2026-01-15T11:00:00Z", "2026-01-15T12:00:00+01:00"],
  ["2026-07-15T12:00:00", "Europe/Berlin", "2026-07-15T10:00:00Z", "2026-07-15T12:00:00+02:00"],
  ["2026-03-29T01:59:59", "Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"],
  ["2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29T01:30:00Z", "2026-03-29T03:30:00+02:00"],
  ["2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"],
  ["2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00+01:00"],
  ["2026-03-08T02:30:00", "Eastern Standard Time", "2026-03-08T07:30:00Z", "2026-03-08T03:30:00-04:00"],
  ["2026-11-01T01:30:00", "America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00"],
  ["2026-11-01T02:00:00", "America/New_York", "2026-11-01T07:00:00Z", "2026-11-01T02:00:00-05:00"],
  ["2026-09-27T02:30:00", "New Zealand Standard Time", "2026-09-26T14:30:00Z", "2026-09-27T03:30:00+13:00"],
  ["2026-04-05T02:30:00", "Pacific/Auckland", "2026-04-04T13:30:00Z", "2026-04-05T02:30:00+13:00"],
  ["2026-04-05T03:00:00", "Pacific/Auckland", "2026-04-04T15:00:00Z", "2026-04-05T03:00:00+12:00"],
  ["2026-03-29T02:30:00", "India Standard Time", "2026-03-28T21:00:00Z", "2026-03-29T02:30:00+05:30"],
];

describe("dateTimeTimeZone", () => {
  it.each(table)("%s in %s is %s, written %s", (wall, zone, utc, iso) => {
    const instant = toInstant({ dateTime: `${wall}.0000000`, timeZone: zone });
    expect(instant.toISOString()).toBe(utc.replace("Z", ".000Z"));
    expect(toIso(instant, zone)).toBe(iso);
    expect(toInstant(toDateTimeTimeZone(instant, zone)).getTime()).toBe(instant.getTime());
    expect(wallTime(instant, zone)).toBe(iso.slice(0, 19));
  });

  it("is written with seven decimals and the requested zone", () => {
    expect(toDateTimeTimeZone(new Date("2026-03-29T01:30:00.25Z"), "W. Europe Standard Time")).toEqual({
      dateTime: "2026-03-29T03:30:00.2500000",
      timeZone: "W. Europe Standard Time",
    });
  });

  it("is read as the first of two repeated hours", () => {
    const second = new Date("2026-10-25T01:30:00Z");
    expect(toIso(second, "Europe/Berlin")).toBe("2026-10-25T02:30:00+01:00");
    expect(toInstant(toDateTimeTimeZone(second, "Europe/Berlin")).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("uses the fallback zone only for an unknown zone", () => {
    const custom = { dateTime: "2026-07-01T09:00:00.0000000", timeZone: "Customized Time Zone" };
    expect(toInstant(custom, "Europe/Berlin").toISOString()).toBe("2026-07-01T07:00:00.000Z");
    expect(() => toInstant(custom)).toThrow(/Customized Time Zone/);
    expect(toInstant({ ...custom, timeZone: "UTC" }, "Europe/Berlin").toISOString()).toBe("2026-07-01T09:00:00.000Z");
    expect(toInstant({ dateTime: custom.dateTime }, "Europe/Berlin").toISOString()).toBe("2026-07-01T07:00:00.000Z");
  });

  it("prefers an offset in the text to the given zone", () => {
    expect(parseInstant("2026-07-01T09:00:00+02:00", "UTC").toISOString()).toBe("2026-07-01T07:00:00.000Z");
    expect(parseInstant("2026-07-01T09:00:00Z", "Europe/Berlin").toISOString()).toBe("2026-07-01T09:00:00.000Z");
    expect(parseInstant("2026-07-01", "Europe/Berlin").toISOString()).toBe("2026-06-30T22:00:00.000Z");
    for (const nonsense of ["soon", "2026-02-30T09:00:00", "2026-02-28T25:00:00", "2026-13-01T09:00:00"])
      expect(() => parseInstant(nonsense)).toThrow(RangeError);
  });
});

it("recognizes existing dates and date-times", () => {
  const texts = [
    "2026-02-28",
    "2024-02-29T23:59:59",
    "2026-03-02T10:00Z",
    "2026-02-30",
    "2026-02-29T10:00:00",
    "2026-03-02T25:00",
    "+010000-01-01T10:00:00",
    "-000001-01-01",
    "now",
    "",
  ];
  expect(texts.map(isInstant)).toEqual([true, true, true, false, false, false, false, false, false, false]);
});
