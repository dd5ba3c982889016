import { mergeCalendarEventFilters } from "@casement/graph-calendar";
import { describe, expect, it } from "vitest";
import { calendarConfig } from "./config.ts";

const issuesOf = (value: unknown) =>
  calendarConfig.safeParse(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("config", () => {
  it("requires no settings", () => expect(calendarConfig.parse({})).toEqual({ basic: false, track: "all", calendars: [] }));

  it("refuses an invalid regular expression", () => {
    expect(issuesOf({ calendars: [{ calendar: "Work", exclude: ["ok", "(lunch"] }] })).toEqual([
      "calendars.0.exclude.1: is not a valid regular expression",
    ]);
    expect(issuesOf({ exclude: ["[a"] })).toEqual(["exclude.0: is not a valid regular expression"]);
  });

  it("refuses unknown keys and an endOffset that is not after startOffset", () => {
    expect(issuesOf({ calendars: [{ calendar: "Work", max_results: 3 }] })?.[0]).toContain("max_results");
    expect(issuesOf({ calendars: [{ calendar: "Work", startOffset: 5, endOffset: 5 }] })).toEqual([
      "calendars.0.endOffset: must be greater than startOffset",
    ]);
  });

  it("accepts track as a word, a list or a boolean, and sensitivities in any case", () => {
    for (const track of ["all", "none", true, false, ["Work"]]) expect(issuesOf({ track })).toBeUndefined();
    expect(issuesOf({ track: "some" })).toEqual([expect.stringMatching(/^track: /)]);
    expect(calendarConfig.parse({ excludeSensitivity: ["Private"] }).excludeSensitivity).toEqual(["private"]);
  });

  it("lets an entry override the filters at the top, also with false and 0", () => {
    const pluginFilter = calendarConfig.parse({ excludeDeclined: true, endOffset: 24, search: "a" });
    expect(mergeCalendarEventFilters(pluginFilter, { excludeDeclined: false, endOffset: 0 })).toEqual({
      excludeDeclined: false,
      endOffset: 0,
      search: "a",
    });
  });
});
