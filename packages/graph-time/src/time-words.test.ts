import { describe, expect, it } from "vitest";
import { resolveTimeWords, skippedHourOf } from "./index.ts";

describe("words for times", () => {
  // Saturday, 28 March, 23:30 in Berlin; the clock goes forward that night.
  const now = new Date("2026-03-28T22:30:00Z");
  it.each([
    ["today", "Europe/Berlin", "2026-03-28"],
    ["tomorrow", "Europe/Berlin", "2026-03-29"],
    ["Tomorrow 9:05", "Europe/Berlin", "2026-03-29T09:05"],
    ["18:00", "Europe/Berlin", "2026-03-28T18:00"],
    ["saturday", "Europe/Berlin", "2026-03-28"],
    ["sun", "Europe/Berlin", "2026-03-29"],
    ["Friday 23:59", "Europe/Berlin", "2026-04-03T23:59"],
    ["today", "UTC", "2026-03-28"],
    ["today", "America/New_York", "2026-03-28"],
    ["today", "Pacific/Auckland", "2026-03-29"],
    ["saturday", "Pacific/Auckland", "2026-04-04"],
    ["tomorrow 00:00", "Asia/Kolkata", "2026-03-30T00:00"],
    ["2026-05-01", "UTC", "2026-05-01"],
    ["soon", "UTC", "soon"],
    ["24:00", "UTC", "24:00"],
    ["satur", "UTC", "satur"],
  ])("%s in %s is %s", (text, zone, resolved) => expect(resolveTimeWords(text, now, zone)).toBe(resolved));

  it("a time alone may be on another day, and a day of the week after another day", () => {
    expect(resolveTimeWords("19:00", now, "Europe/Berlin", { timeOn: "2026-04-01" })).toBe("2026-04-01T19:00");
    expect(resolveTimeWords("today 19:00", now, "Europe/Berlin", { timeOn: "2026-04-01" })).toBe("2026-03-28T19:00");
    expect(resolveTimeWords("monday", now, "Europe/Berlin", { weekdayFrom: "2026-04-03" })).toBe("2026-04-06");
    expect(resolveTimeWords("friday", now, "Europe/Berlin", { weekdayFrom: "2026-04-03" })).toBe("2026-04-03");
  });
});

describe("hours that the clock skips", () => {
  it.each([
    ["2026-03-29T02:00", "Europe/Berlin", "02:00", "03:00"],
    ["2026-03-29T02:30", "Europe/Berlin", "02:00", "03:00"],
    ["2026-03-29T02:59:59.999", "W. Europe Standard Time", "02:00", "03:00"],
    ["2026-03-08T02:30", "America/New_York", "02:00", "03:00"],
    ["2026-09-27T02:30", "Pacific/Auckland", "02:00", "03:00"],
    ["2026-10-04T02:15", "Australia/Lord_Howe", "02:00", "02:30"],
    ["2026-09-06T00:30", "America/Santiago", "00:00", "01:00"],
  ])("%s in %s does not exist: from %s to %s", (text, zone, from, to) => expect(skippedHourOf(text, zone)).toEqual({ from, to }));

  it.each([
    ["2026-03-29T01:59:59", "Europe/Berlin"],
    ["2026-03-29T03:00", "Europe/Berlin"],
    ["2026-03-29T02:30+01:00", "Europe/Berlin"],
    ["2026-03-29T02:30Z", "Europe/Berlin"],
    ["2026-03-29", "Europe/Berlin"],
    ["2026-10-25T02:30:00.5", "Europe/Berlin"],
    ["2026-03-29T02:30", "UTC"],
    ["2026-03-29T02:30", "Asia/Kolkata"],
    ["2026-04-05T02:30", "Pacific/Auckland"],
  ])("%s in %s exists", (text, zone) => expect(skippedHourOf(text, zone)).toBeUndefined());
});
