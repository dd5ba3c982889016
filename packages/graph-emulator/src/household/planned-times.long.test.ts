import { parseInstant } from "@casement/graph-time";
import { describe, expect, it } from "vitest";
import { createEmulator } from "../emulator.ts";
import { createFakeClock } from "../fake-clock.ts";
import { addHousehold } from "./add-household.ts";
import { householdUsers } from "./people.ts";
import { timesOf } from "./planned-times.ts";

const minute = 60_000;
/** Zones, and the times at which their clocks change in 2026. */
const clockChanges: Record<string, readonly string[]> = {
  UTC: ["2026-03-29T01:00:00Z"],
  "Europe/Berlin": ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"],
  "America/New_York": ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"],
  "Pacific/Auckland": ["2026-04-04T14:00:00Z", "2026-09-26T14:00:00Z"],
  "Asia/Kolkata": ["2026-10-25T01:00:00Z"],
};
const timesAround = (change: string, minutes: number, step: number) =>
  Array.from({ length: (2 * minutes) / step }, (_, index) => new Date(Date.parse(change) + (index * step - minutes) * minute));

describe.each(Object.entries(clockChanges))("in %s", (zone, changes) => {
  it("every event that starts near now keeps its length in each minute around a change of the clock", () => {
    for (const now of changes.flatMap((change) => timesAround(change, 90, 1)))
      for (const [fromNow, minutes] of [
        [-20, 45],
        [40, 30],
      ] as const) {
        const { start, end } = timesOf({ fromNow, minutes }, now, zone);
        const [from, until] = [start, end].map(({ dateTime, timeZone }) => parseInstant(dateTime, timeZone).getTime());
        expect(until! - from!).toBe(minutes * minute);
        expect(from! - (now.getTime() + fromNow * minute)).toBeLessThanOrEqual(0);
        expect(from! - (now.getTime() + fromNow * minute)).toBeGreaterThan(-5 * minute);
        if (start.timeZone !== zone) expect(start.timeZone).toBe("UTC");
      }
  });

  it("the household has a running event at any time around a change of the clock", () => {
    for (const now of changes.flatMap((change) => timesAround(change, 75, 25))) {
      const { control } = createEmulator({ clock: createFakeClock(now), populate: addHousehold });
      const running = control.calendar.view(householdUsers.main, now.toISOString(), new Date(now.getTime() + minute).toISOString());
      expect([now, running.some(({ isAllDay }) => !isAllDay)]).toEqual([now, true]);
    }
  });
});
