import { toInstant } from "@casement/graph-time";
import { RRuleTemporal } from "rrule-temporal";
import { describe, expect, it } from "vitest";
import { toGraphRecurrence } from "./to-graph-recurrence.ts";
import { toRrule } from "./to-rrule.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"];
// A Thursday. The clock changes four times in the following two years.
const start = "2026-03-05T09:30:00";

/** Rule, Graph's pattern, and the rule for that pattern where it is spelled differently. */
const table: [rrule: string, pattern: object, back?: string][] = [
  ["FREQ=DAILY", { type: "daily", interval: 1 }],
  ["FREQ=DAILY;INTERVAL=3", { type: "daily", interval: 3 }],
  [
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    { type: "weekly", interval: 1, daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"], firstDayOfWeek: "monday" },
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO",
  ],
  ["FREQ=WEEKLY", { type: "weekly", interval: 1, daysOfWeek: ["thursday"], firstDayOfWeek: "monday" }, "FREQ=WEEKLY;BYDAY=TH;WKST=MO"],
  ["FREQ=WEEKLY;BYDAY=TH;WKST=MO", { type: "weekly", interval: 1, daysOfWeek: ["thursday"], firstDayOfWeek: "monday" }],
  [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SU;WKST=SU",
    { type: "weekly", interval: 2, daysOfWeek: ["thursday", "sunday"], firstDayOfWeek: "sunday" },
  ],
  ["FREQ=MONTHLY", { type: "absoluteMonthly", interval: 1, dayOfMonth: 5 }, "FREQ=MONTHLY;BYMONTHDAY=5"],
  ["FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", { type: "absoluteMonthly", interval: 2, dayOfMonth: 15 }],
  [
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    {
      type: "relativeMonthly",
      interval: 1,
      index: "last",
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    },
  ],
  ["FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", { type: "absoluteMonthly", interval: 1, dayOfMonth: 30 }],
  [
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
    { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
    "FREQ=MONTHLY;BYMONTHDAY=-1",
  ],
  ["FREQ=MONTHLY;BYDAY=1TH", { type: "relativeMonthly", interval: 1, index: "first", daysOfWeek: ["thursday"] }],
  ["FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", { type: "relativeMonthly", interval: 3, index: "last", daysOfWeek: ["friday"] }],
  [
    "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2",
    { type: "relativeMonthly", interval: 1, index: "second", daysOfWeek: ["tuesday"] },
    "FREQ=MONTHLY;BYDAY=2TU",
  ],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    { type: "relativeMonthly", interval: 1, index: "last", daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
  ],
  [
    "FREQ=MONTHLY;BYDAY=TH",
    { type: "weekly", interval: 1, daysOfWeek: ["thursday"], firstDayOfWeek: "monday" },
    "FREQ=WEEKLY;BYDAY=TH;WKST=MO",
  ],
  ["FREQ=YEARLY", { type: "absoluteYearly", interval: 1, dayOfMonth: 5, month: 3 }, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5"],
  ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", { type: "absoluteYearly", interval: 1, dayOfMonth: 31, month: 12 }],
  [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    {
      type: "relativeYearly",
      interval: 1,
      index: "last",
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
      month: 2,
    },
  ],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", { type: "relativeYearly", interval: 1, index: "last", daysOfWeek: ["sunday"], month: 3 }],
  [
    "FREQ=YEARLY;BYDAY=1MO",
    { type: "relativeYearly", interval: 1, index: "first", daysOfWeek: ["monday"], month: 1 },
    "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO",
  ],
  [
    "FREQ=YEARLY;BYDAY=-1MO",
    { type: "relativeYearly", interval: 1, index: "last", daysOfWeek: ["monday"], month: 12 },
    "FREQ=YEARLY;BYMONTH=12;BYDAY=-1MO",
  ],
  [
    "FREQ=MONTHLY;BYMONTH=6;BYDAY=2SA",
    { type: "relativeYearly", interval: 1, index: "second", daysOfWeek: ["saturday"], month: 6 },
    "FREQ=YEARLY;BYMONTH=6;BYDAY=2SA",
  ],
];

function back(recurrence: ReturnType<typeof toGraphRecurrence>, zone: string, allDay = false): string {
  return toRrule(recurrence, { start: { dateTime: start, timeZone: zone }, allDay, zone })!;
}

function expand(rrule: string, zone: string): string[] {
  const text = start.replaceAll(/[-:]/g, "");
  const rule = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${text}\nRRULE:${rrule}` });
  const from = toInstant({ dateTime: start, timeZone: zone });
  return rule.between(from, new Date(from.getTime() + 731 * 86_400_000), true).map((time) => time.toInstant().toString());
}

describe("RRULE and Graph's patternedRecurrence", () => {
  it.each(table)("%s", (rrule, pattern, other) => {
    const recurrence = toGraphRecurrence(rrule, { start, zone: "Europe/Berlin" });
    expect(recurrence.pattern).toEqual(pattern);
    expect(back(recurrence, "Europe/Berlin")).toBe(other ?? rrule);
  });

  describe.each(zones)("in %s", (zone) => {
    it.each(table)("%s has the same dates after conversion to Graph and back, over two years", (rrule) => {
      const wanted = expand(rrule, zone);
      expect(wanted.length).toBeGreaterThan(0);
      expect(expand(back(toGraphRecurrence(rrule, { start, zone }), zone), zone)).toEqual(wanted);

      // A date in UNTIL is a whole day in the event's time zone.
      const last = toInstant({ dateTime: "2027-11-05T23:59:59", timeZone: zone }).toISOString();
      const ended = toGraphRecurrence(`${rrule};UNTIL=20271105`, { start, zone });
      expect(expand(back(ended, zone), zone)).toEqual(wanted.filter((moment) => moment <= last));
    });
  });

  it.each(table)("%s keeps COUNT and a date-time in UNTIL", (rrule) => {
    for (const limit of ["COUNT=7", "UNTIL=20271104T235959Z"]) {
      const there = toGraphRecurrence(`${rrule};${limit}`, { start, zone: "America/New_York" });
      expect(expand(back(there, "America/New_York"), "America/New_York")).toEqual(expand(`${rrule};${limit}`, "America/New_York"));
    }
  });

  it("starts on the event's date in the event's time zone", () => {
    const { range } = toGraphRecurrence("FREQ=DAILY", { start: "2031-10-26T00:30:00", zone: "Europe/Berlin" });
    expect(range).toEqual({ type: "noEnd", startDate: "2031-10-26", recurrenceTimeZone: "W. Europe Standard Time" });
  });

  it("supports WEEKLY without BYDAY and YEARLY with BYDAY", () => {
    expect(toGraphRecurrence("FREQ=WEEKLY", { start, zone: "UTC" }).pattern.daysOfWeek).toEqual(["thursday"]);
    expect(toGraphRecurrence("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", { start, zone: "UTC" }).pattern).toMatchObject({
      month: 11,
      index: "fourth",
    });
  });

  it("starts the week on WKST, by default on Monday", () => {
    expect(toGraphRecurrence("FREQ=WEEKLY;BYDAY=MO", { start, zone: "UTC" }).pattern.firstDayOfWeek).toBe("monday");
    expect(toGraphRecurrence("FREQ=WEEKLY;BYDAY=MO;WKST=SA", { start, zone: "UTC" }).pattern.firstDayOfWeek).toBe("saturday");
  });

  it.each([
    ["20260331", "2026-03-31"],
    ["20260331T235959Z", "2026-03-31"],
    ["20260331T073000Z", "2026-03-31"],
    ["20260331T072959Z", "2026-03-30"],
    ["20260331T093000", "2026-03-31"],
    ["20260331T223000Z", "2026-03-31"],
  ])("accepts UNTIL as date, UTC time and local time: %s", (until, endDate) => {
    const { range } = toGraphRecurrence(`FREQ=DAILY;UNTIL=${until}`, { start, zone: "Europe/Berlin" });
    expect(range).toMatchObject({ type: "endDate", endDate });
  });

  it("writes UNTIL as a date for all-day series, and in UTC for timed ones", () => {
    const recurrence = toGraphRecurrence("FREQ=DAILY;UNTIL=20260331", { start: "2026-03-05", zone: "Pacific/Auckland" });
    expect(back(recurrence, "Pacific/Auckland", true)).toBe("FREQ=DAILY;UNTIL=20260331");
    expect(back(recurrence, "Pacific/Auckland")).toBe("FREQ=DAILY;UNTIL=20260330T203000Z");
  });

  it.each([
    ["FREQ=HOURLY", "FREQ must be"],
    ["INTERVAL=2", "FREQ is missing"],
    ["FREQ=DAILY;BYHOUR=9", "BYHOUR"],
    ["FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO"],
    ["FREQ=DAILY;COUNT=3;UNTIL=20270101", "cannot be combined"],
    ["FREQ=DAILY;UNTIL=20200101", "before the start"],
    ["FREQ=DAILY;UNTIL=tomorrow", "UNTIL must be"],
    ["FREQ=DAILY;COUNT=0", "COUNT must be"],
    ["FREQ=WEEKLY;BYDAY=XX", "not a valid day"],
    ["FREQ=WEEKLY;BYDAY=1MO", "takes no number"],
    ["FREQ=DAILY;INTERVAL=2;BYDAY=MO", "INTERVAL"],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "BYMONTHDAY=-1"],
    ["FREQ=MONTHLY;BYMONTHDAY=30", "BYMONTHDAY=28,29,30;BYSETPOS=-1"],
    ["FREQ=MONTHLY;BYMONTHDAY=-2", "last day"],
    ["FREQ=MONTHLY;BYMONTHDAY=1,15", "one day of the month"],
    ["FREQ=MONTHLY;BYDAY=5MO", "first, second, third, fourth"],
    ["FREQ=MONTHLY;BYDAY=1MO,1TU", "series for each"],
    ["FREQ=MONTHLY;BYDAY=1MO,2MO", "one position"],
    ["FREQ=MONTHLY;BYDAY=MO;INTERVAL=2", "select one of the days"],
    ["FREQ=MONTHLY;BYMONTH=1,2;BYMONTHDAY=1", "some months"],
    ["FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", "no day 31"],
    ["FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "one month"],
    ["FREQ=DAILY\nEXDATE:20260306", "give only the RRULE"],
    ["FREQ=DAILY;FREQ=WEEKLY", "twice"],
  ])("explains what Outlook does not support: %s", (rrule, words) => {
    expect(() => toGraphRecurrence(rrule, { start, zone: "UTC" })).toThrowError(
      expect.objectContaining({ code: "input-invalid", message: expect.stringContaining(words) }),
    );
  });

  it("reads Graph's unused properties, capitals and unknown patterns", () => {
    const event = { start: { dateTime: "2026-03-05T08:30:00.0000000", timeZone: "UTC" }, allDay: false, zone: "UTC" };
    const range = { type: "noEnd", startDate: "2026-03-05", endDate: "0001-01-01", recurrenceTimeZone: "UTC", numberOfOccurrences: 0 };
    const pattern = {
      type: "weekly",
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: ["Thursday"],
      firstDayOfWeek: "Sunday",
      index: "first",
    };
    expect(toRrule({ pattern, range }, event)).toBe("FREQ=WEEKLY;BYDAY=TH;WKST=SU");
    expect(toRrule({ pattern: { type: "hourly" }, range }, event)).toBeUndefined();
    for (const name of ["someday", "constructor", "__proto__"]) {
      const unknown = { daysOfWeek: [name], index: name, firstDayOfWeek: name };
      expect(toRrule({ pattern: { type: "weekly", ...unknown }, range }, event)).toBe("FREQ=WEEKLY;WKST=SU");
      expect(toRrule({ pattern: { type: "relativeMonthly", ...unknown }, range }, event)).toBeUndefined();
    }
    expect(toRrule({ pattern: { type: "absoluteYearly", month: 2, dayOfMonth: 29 }, range }, event)).toBe(
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    );
  });
});

describe("an UNTIL that does not exist", () => {
  it.each(["UNTIL=20260230", "UNTIL=20260330T256199Z"])("is refused: %s", (until) =>
    expect(() => toGraphRecurrence(`FREQ=DAILY;${until}`, { start: "2026-03-02T10:00:00", zone: "UTC" })).toThrow(
      "UNTIL is not an existing date or time",
    ),
  );
});
