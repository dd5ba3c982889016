import { expect, test } from "vitest";
import { formatRelativeTime } from "./format-relative-time.ts";
import { formatTable } from "./format-table.ts";
import { createTextStyles } from "./text-styles.ts";

const now = new Date("2026-03-01T12:00:00Z");
test.each([
  ["2026-03-01T12:00:00.400Z", "now"],
  ["2026-03-01T11:59:30Z", "30 s ago"],
  ["2026-03-01T11:57:10Z", "2 min ago"],
  ["2026-03-01T14:00:00Z", "in 2 h"],
  ["2026-02-20T12:00:00Z", "9 d ago"],
  [null, "never"],
])("%s is %s", (at, expected) => {
  expect(formatRelativeTime(at, now)).toBe(expected);
});

const columns = [
  { title: "NAME", text: (row: readonly string[]) => row[0]!, elastic: true },
  { title: "STATE", text: (row: readonly string[]) => row[1]! },
];

test("a column is as wide as its widest cell, wide characters count twice, and control characters are removed", () => {
  const rows = [
    ["a", "on"],
    ["日本", "off"],
    ["x\u001b[2Jy\nz", "on"],
  ];
  expect(formatTable(columns, rows)).toBe("NAME     STATE\na        on\n日本     off\nx[2Jy z  on");
});

test("an elastic column is truncated to fit the width", () => {
  expect(formatTable(columns, [["a title that is far too long", "on"]], 24).split("\n")[1]).toBe("a title that is …  on");
});

test("styles change the text only when they are enabled", () => {
  expect(createTextStyles(true).red("x")).toBe("\u001b[31mx\u001b[39m");
  expect(createTextStyles(false).red("x")).toBe("x");
});
