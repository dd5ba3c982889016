import { parseInstant } from "@casement/graph-time";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { dateOrDateTime, instantOf, resolveEnd } from "./date-or-date-time.ts";

const { pattern } = z.toJSONSchema(dateOrDateTime);
const isAccepted = (text: string): boolean => dateOrDateTime.safeParse(text).success;

describe("a date or date-time in an input", () => {
  it.each([
    "2026-02-28",
    "2024-02-29",
    "2026-03-02T09:00",
    "2026-03-29T02:30",
    "2026-03-02T09:00:30.5",
    "2026-03-02T09:00Z",
    "2026-03-02T09:00+0530",
    "tomorrow",
    "Friday 18:00",
    "8:30",
  ])("may be %s", (text) => {
    expect(isAccepted(text)).toBe(true);
    // The pattern of a JSON Schema knows no flags.
    expect(text.toLowerCase().replace("t0", "T0").replace("z", "Z")).toMatch(new RegExp(pattern!));
  });
  it.each([
    "2026-02-30",
    "2026-02-29T10:00",
    "2026-13-01",
    "2026-03-02T25:00",
    "2026-03-02T10:61",
    "2026-03-02T10:00+99:00",
    "yesterday",
    "tomorrow noon",
    "25:00",
    "2026-3-2",
    "",
  ])("is refused: %j", (text) => expect(isAccepted(text)).toBe(false));

  it.each(["2026-13-01", "2026-00-10", "2026-03-32", "2026-03-02T25:00", "2026-03-02T10:61", "2026-03-02T10:00+99:00", "25:00"])(
    "is refused by the JSON Schema too: %s",
    (text) => expect(text).not.toMatch(new RegExp(pattern!)),
  );

  it("is refused with one message", () => {
    for (const text of ["yesterday", "2026-02-30", "2026-3-2T25:00", ""])
      expect(dateOrDateTime.safeParse(text).error?.issues).toHaveLength(1);
  });
});

describe("the instant of an input", () => {
  it.each([
    ["2026-03-29T02:30", "Europe/Berlin", "from 02:00 to 03:00 on 2026-03-29"],
    ["2026-03-08T02:00", "America/New_York", "from 02:00 to 03:00 on 2026-03-08"],
    ["2026-09-27T02:59", "Pacific/Auckland", "from 02:00 to 03:00 on 2026-09-27"],
  ])("%s does not exist in %s", (text, zone, words) => {
    expect(() => instantOf(text, zone, "start")).toThrow(words);
    expect(() => instantOf(text, zone, "start")).toThrow(/^start: does not exist: /);
  });

  it.each(["UTC", "Asia/Kolkata"])("every time exists in %s", (zone) =>
    expect(instantOf("2026-03-29T02:30", zone, "start").getTime()).toBe(parseInstant("2026-03-29T02:30", zone).getTime()),
  );

  it("of an end without a day is on the day of the start", () => {
    const context = { zone: "Pacific/Auckland", now: new Date("2026-03-02T08:00:00Z") };
    expect(resolveEnd("19:00", "2026-03-05T18:00", context)).toBe("2026-03-05T19:00");
    expect(resolveEnd("19:00", "2026-03-05T18:00Z", context)).toBe("2026-03-06T19:00");
    expect(resolveEnd("tomorrow 19:00", "2026-03-05T18:00", context)).toBe("2026-03-03T19:00");
  });
});
