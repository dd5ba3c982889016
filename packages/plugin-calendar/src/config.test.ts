import { filterOf } from "@casement/graph-calendar";
import { describe, expect, it } from "vitest";
import { config } from "./config.ts";

const problems = (value: unknown) => config.safeParse(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("config", () => {
  it("needs nothing", () => expect(config.parse({})).toEqual({ basic: false, track: "all", calendars: [] }));

  it("finds a broken regular expression before the start", () => {
    expect(problems({ calendars: [{ calendar: "Work", exclude: ["ok", "(lunch"] }] })).toEqual([
      "calendars.0.exclude.1: is not a valid regular expression",
    ]);
    expect(problems({ exclude: ["[a"] })).toEqual(["exclude.0: is not a valid regular expression"]);
  });

  it("refuses unknown keys and windows that end before they begin", () => {
    expect(problems({ calendars: [{ calendar: "Work", max_results: 3 }] })?.[0]).toContain("max_results");
    expect(problems({ calendars: [{ calendar: "Work", startOffset: 5, endOffset: 5 }] })).toEqual([
      "calendars.0.endOffset: must be greater than startOffset",
    ]);
  });

  it("takes track as a word, a list or a boolean, and sensitivity with capitals", () => {
    for (const track of ["all", "none", true, false, ["Work"]]) expect(problems({ track })).toBeUndefined();
    expect(problems({ track: "some" })).toBeDefined();
    expect(config.parse({ excludeSensitivity: ["Private"] }).excludeSensitivity).toEqual(["private"]);
  });

  it("lets an entry override the block's filters, also with false and 0", () => {
    const block = config.parse({ excludeDeclined: true, endOffset: 24, search: "a" });
    expect(filterOf(block, { excludeDeclined: false, endOffset: 0 })).toEqual({ excludeDeclined: false, endOffset: 0, search: "a" });
  });
});
