import { describe, expect, it } from "vitest";
import { toGraphRecurrence } from "../recurrence/to-graph-recurrence.ts";
import { dateOrDateTime } from "./date-or-date-time.ts";

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
  ])("may be %s", (text) => expect(isAccepted(text)).toBe(true));
  it.each([
    "2026-02-30",
    "2026-02-29T10:00",
    "2026-13-01",
    "2026-03-02T25:00",
    "2026-03-02T10:61",
    "2026-03-02T10:00+99:00",
    "tomorrow",
    "2026-3-2",
    "",
  ])("is refused: %j", (text) => expect(isAccepted(text)).toBe(false));
  it.each(["UNTIL=20260230", "UNTIL=20260330T256199Z"])("is refused in a recurrence: %s", (until) =>
    expect(() => toGraphRecurrence(`FREQ=DAILY;${until}`, { start: "2026-03-02T10:00:00", zone: "UTC" })).toThrow(
      "UNTIL is not an existing date or time",
    ),
  );
});
