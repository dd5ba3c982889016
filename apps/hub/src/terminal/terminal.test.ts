import { expect, test } from "vitest";
import { createScreen } from "./create-screen.ts";
import { escapeAllControls, escapeControls } from "./escape-controls.ts";
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

test("control characters and marks that reverse a text are escaped; styles stay", () => {
  const red = createTextStyles(true).red("x");
  expect(escapeControls(`${red}\u009b2J\u202egpj.exe\u2066`)).toBe(`${red}\\u009b2J\\u202egpj.exe\\u2066`);
  const subject = "\u009b2J\u009d0;t\u009c\u007f";
  expect(JSON.parse(escapeControls(JSON.stringify({ subject })))).toEqual({ subject });
  expect(escapeAllControls("\u001b]0;x\u0007a\nb\tc")).toBe("\\u001b]0;x\\u0007a\nb\tc");
});

test("optional columns are left out where the line is too long", () => {
  const withTime = [...columns, { title: "CHANGED", text: () => "2 min ago", optional: true }];
  const row = ["a title that is far too long", "on"];
  expect(formatTable(withTime, [row], 32)).toBe("NAME            STATE  CHANGED\na title that …  on     2 min ago");
  expect(formatTable(withTime, [row], 21)).toBe("NAME            STATE\na title that …  on");
});

test("the screen is drawn again over itself, cut to the window, and left where something else was printed", () => {
  const written: string[] = [];
  const stream = { isTTY: true, rows: 5, columns: 15, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  const screen = createScreen(stream);
  const draw = (text: string, above?: string): string => {
    screen.draw(text, above);
    return written.at(-1)!.replaceAll("\u001b[", "^");
  };
  expect(draw("one\ntwo")).toBe("^2Kone\n^2Ktwo\n");
  expect(draw("three")).toBe("^2A^2Kthree\n^2K\n^1A");
  screen.leave();
  expect(draw("a line that takes three\nb\nc\nd")).toBe("^2Ka line that takes three\n^2Kb\n^2K… 2 more lines\n");
  Object.assign(stream, { rows: 6, columns: 80 });
  screen.leave();
  expect(draw("a\nb\nc\nd\ne")).toBe("^2Ka\n^2Kb\n^2Kc\n^2Kd\n^2Ke\n");
  expect(draw("a\nb\nc\nd\ne", "printed\nbefore")).toContain("^2Kb\n^2K… 3 more lines");
});

test("in a file, what was drawn is only text", () => {
  const written: string[] = [];
  const screen = createScreen({ write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream);
  screen.draw("one\ntwo");
  screen.draw("three");
  expect(written).toEqual(["one\ntwo\n", "three\n"]);
});
