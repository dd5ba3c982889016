import { describe, expect, it } from "vitest";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import { timingOf } from "./timing-of-change.ts";

const custom = "tzone://Microsoft/Custom";
const now = new Date("2026-03-02T08:00:00Z");
const weekly = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "monday" };

/** A series as Graph returns it: times in UTC, and the zone in which it was written. */
const seriesAt = (utc: string, zone: string, startDate = "2026-03-03") => ({
  id: "1",
  type: "seriesMaster",
  start: { dateTime: utc, timeZone: "UTC" },
  end: { dateTime: utc.replace(":00:00", ":30:00"), timeZone: "UTC" },
  isAllDay: false,
  originalStartTimeZone: zone,
  recurrence: { pattern: weekly, range: { type: "noEnd", startDate, recurrenceTimeZone: zone } },
});

describe("a series in a custom time zone", () => {
  it.each([
    ["UTC", "2026-03-03T09:00:00", "UTC"],
    ["Europe/Berlin", "2026-03-03T08:00:00", "W. Europe Standard Time"],
    ["America/New_York", "2026-03-03T14:00:00", "Eastern Standard Time"],
    ["Pacific/Auckland", "2026-03-02T20:00:00", "New Zealand Standard Time"],
    ["Asia/Kolkata", "2026-03-03T03:30:00", "India Standard Time"],
  ])("moves with the time zone of its start, in %s", (accountZone, utc, windows) => {
    for (const zone of [custom, "Customized Time Zone", "Greenwich Standard Time 1"]) {
      const dayLater = timingOf({ start: "2026-03-04T09:00" }, seriesAt(utc, zone), accountZone, now);
      expect(dayLater).toMatchObject({
        start: { dateTime: "2026-03-04T09:00:00", timeZone: windows },
        recurrence: { pattern: { daysOfWeek: ["wednesday"] }, range: { startDate: "2026-03-04", recurrenceTimeZone: windows } },
      });
      // Also when only the time changes: Graph refuses a series whose start has another zone than its range.
      expect(timingOf({ start: "2026-03-03T10:00" }, seriesAt(utc, zone), accountZone, now)).toMatchObject({
        recurrence: { range: { startDate: "2026-03-03", recurrenceTimeZone: windows } },
      });
    }
  });

  it("sends no recurrence where the zone stays", () => {
    const series = seriesAt("2026-03-03T08:00:00", "W. Europe Standard Time");
    expect(timingOf({ start: "2026-03-03T10:00" }, series, "Europe/Berlin", now)).not.toHaveProperty("recurrence");
    expect(timingOf({ start: "2026-03-03T10:00", timeZone: "Asia/Kolkata" }, series, "Europe/Berlin", now)).toMatchObject({
      start: { timeZone: "India Standard Time" },
      recurrence: { range: { recurrenceTimeZone: "India Standard Time" } },
    });
  });

  it.each([
    ["UTC", "2026-03-02T09:00:00", "20260331T090000Z"],
    ["Europe/Berlin", "2026-03-02T08:00:00", "20260331T070000Z"],
    ["America/Los_Angeles", "2026-03-03T04:00:00", "20260401T030000Z"],
    ["Pacific/Auckland", "2026-03-02T20:00:00", "20260330T200000Z"],
    ["Asia/Kolkata", "2026-03-02T03:30:00", "20260331T033000Z"],
  ])("ends in the account's time zone, %s", (accountZone, utc, until) => {
    for (const zone of [custom, "Customized Time Zone 2"]) {
      const daily = { pattern: { type: "daily" }, range: { type: "endDate", endDate: "2026-03-31", recurrenceTimeZone: zone } };
      expect(toCalendarEventItem({ ...seriesAt(utc, zone), recurrence: daily }, accountZone).recurrence).toBe(`FREQ=DAILY;UNTIL=${until}`);
    }
  });
});

describe("a series whose start is moved", () => {
  it.each([
    // The clock goes forward at 02:00, 02:00, 02:00 (27 September); India has no such night.
    ["Europe/Berlin", "2026-03-29T01:45"],
    ["America/New_York", "2026-03-08T01:45"],
    ["Pacific/Auckland", "2026-09-27T01:45"],
    ["Asia/Kolkata", "2026-03-29T01:45"],
    ["UTC", "2026-03-29T01:45"],
    // The clock goes back between 02:00 and 03:00.
    ["Europe/Berlin", "2026-10-25T01:45"],
    ["America/New_York", "2026-11-01T00:45"],
  ])("keeps the length of its occurrences, in %s at %s", (zone, start) => {
    const { start: first, end: last } = timingOf({ start }, seriesAt("2026-03-03T12:00:00", zone), zone, now) as Record<
      string,
      { dateTime: string }
    >;
    expect(first!.dateTime).toBe(`${start}:00`);
    expect(Date.parse(`${last!.dateTime}Z`) - Date.parse(`${first!.dateTime}Z`)).toBe(30 * 60_000);
  });

  it("keeps it where the first occurrence was in such a night", () => {
    const before = {
      ...seriesAt("2026-03-29T00:30:00", "Europe/Berlin", "2026-03-29"),
      end: { dateTime: "2026-03-29T01:30:00", timeZone: "UTC" },
    };
    // 01:30 to 03:30 on the clock.
    expect(timingOf({ start: "2026-03-30T10:00" }, before, "Europe/Berlin", now)).toMatchObject({
      start: { dateTime: "2026-03-30T10:00:00" },
      end: { dateTime: "2026-03-30T12:00:00" },
    });
  });
});

it.each(["9999-12-31", "9999-12-31T23:30"])("an event cannot go beyond the year 9999 (%s)", (start) => {
  const single = {
    id: "1",
    start: { dateTime: "2026-03-03T08:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-03-03T09:00:00", timeZone: "UTC" },
    isAllDay: !start.includes("T"),
  };
  for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])
    expect(() => timingOf({ start }, single, zone, now)).toThrow("too far in the future");
});
