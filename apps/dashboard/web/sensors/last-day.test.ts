import { expect, it } from "vitest";
import { endAfterDay, lastDayOf, withLastDays } from "./last-day.ts";

it("counts days also where the clock changes, and over months and years", () => {
  const ends = ["2026-12-04", "2026-03-30", "2026-10-26", "2027-01-01", "2028-03-01"];
  expect(ends.map(lastDayOf)).toEqual(["2026-12-03", "2026-03-29", "2026-10-25", "2026-12-31", "2028-02-29"]);
  expect(ends.map(lastDayOf).map(endAfterDay)).toEqual(ends);
});

it("shows the last day of whole days at any depth, and leaves times alone", () => {
  const names = { start: "from", end: "to" };
  const shown = withLastDays(
    {
      from: "2026-12-03",
      to: "2026-12-04",
      list: [
        { from: "2026-12-24", to: "2026-12-27", to2: "2026-12-27" },
        { from: "2026-12-03T10:00:00Z", to: "2026-12-03T11:00:00Z" },
        { to: "2026-12-04" },
      ],
    },
    names,
  );
  expect(shown).toEqual({
    from: "2026-12-03",
    to: "2026-12-03",
    list: [
      { from: "2026-12-24", to: "2026-12-26", to2: "2026-12-27" },
      { from: "2026-12-03T10:00:00Z", to: "2026-12-03T11:00:00Z" },
      { to: "2026-12-04" },
    ],
  });
  expect(withLastDays({ from: "2026-12-03", to: "2026-12-04" }, {})).toEqual({ from: "2026-12-03", to: "2026-12-04" });
});
