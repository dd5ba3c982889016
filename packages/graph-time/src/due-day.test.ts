import { describe, expect, it } from "vitest";
import { addDays, startOfDay } from "./days.ts";
import { dueDay } from "./due-day.ts";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"];
/** Days on which a clock changes in one of the zones, the days around them, and an ordinary one. */
const days = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-09-27", "2026-10-25", "2026-11-01", "2026-12-31"].flatMap((day) => [
  addDays(day, -1),
  day,
  addDays(day, 1),
]);

describe("a due date", () => {
  for (const user of zones)
    for (const author of zones)
      it(`set in ${author} is the same day for a user in ${user}`, () => {
        for (const day of days) expect(dueDay(startOfDay(day, author), user)).toBe(day);
      });

  it("written as midnight in UTC is that day everywhere", () => {
    for (const user of [...zones, "Pacific/Honolulu", "Pacific/Kiritimati"])
      for (const day of days) expect(dueDay(new Date(`${day}T00:00:00Z`), user)).toBe(day);
  });

  it("at an hour that is midnight in two zones is the day in the user's zone", () => {
    const ten = new Date("2024-10-24T10:00:00Z");
    expect(dueDay(ten, "Pacific/Honolulu")).toBe("2024-10-24");
    expect(dueDay(ten, "Pacific/Kiritimati")).toBe("2024-10-25");
    expect(dueDay(ten, "Europe/Berlin")).toBe("2024-10-24");
  });

  it("is correct when the clock skips midnight", () => {
    expect(dueDay(startOfDay("2026-03-29", "Asia/Beirut"), "Asia/Beirut")).toBe("2026-03-29");
  });
});
