import { describe, expect, it } from "vitest";
import { moveRecurrence } from "./move-recurrence.ts";
import { toGraphRecurrence } from "./to-graph-recurrence.ts";
import { toRrule } from "./to-rrule.ts";

/** The RRULE of a series that started at `start` and is moved to `date`. */
function moved(rrule: string, start: string, date: string): string | undefined {
  const zone = "Europe/Berlin";
  const event = { start: { dateTime: `${date}T00:00:00`, timeZone: zone }, allDay: true, zone };
  return toRrule(moveRecurrence(toGraphRecurrence(rrule, { start, zone }), date, zone), event);
}

describe("a series that is moved to another day", () => {
  it.each([
    ["FREQ=DAILY;COUNT=3", "2026-03-05", "FREQ=DAILY;COUNT=3"],
    ["FREQ=WEEKLY;BYDAY=TU;WKST=MO;COUNT=3", "2026-03-04", "FREQ=WEEKLY;BYDAY=WE;WKST=MO;COUNT=3"],
    ["FREQ=WEEKLY;BYDAY=TU,TH;WKST=MO", "2026-03-05", "FREQ=WEEKLY;BYDAY=TU,TH;WKST=MO"],
    ["FREQ=MONTHLY;BYMONTHDAY=3", "2026-03-06", "FREQ=MONTHLY;BYMONTHDAY=6"],
    ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "2026-04-06", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=6"],
    ["FREQ=MONTHLY;BYDAY=1TU", "2026-04-07", "FREQ=MONTHLY;BYDAY=1TU"],
    ["FREQ=MONTHLY;BYDAY=-1TU", "2026-04-28", "FREQ=MONTHLY;BYDAY=-1TU"],
    ["FREQ=WEEKLY;BYDAY=TU;WKST=MO;UNTIL=20260331", "2026-03-31", "FREQ=WEEKLY;BYDAY=TU;WKST=MO;UNTIL=20260331"],
  ])("%s to %s is %s", (rrule, date, expected) => expect(moved(rrule, "2026-03-03", date)).toBe(expected));

  it.each([
    ["FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-04", "not on a day of this series"],
    ["FREQ=MONTHLY;BYDAY=1TU", "2026-03-10", "not on a day of this series"],
    ["FREQ=MONTHLY;BYDAY=-1TU", "2026-03-24", "not on a day of this series"],
    ["FREQ=YEARLY;BYMONTH=3;BYDAY=1TU", "2026-04-07", "not on a day of this series"],
    ["FREQ=DAILY;UNTIL=20260306", "2026-03-10", "after the series' last day, 2026-03-06"],
  ])("%s to %s is refused, and the error says what to do", (rrule, date, reason) =>
    expect(() => moved(rrule, "2026-03-03", date)).toThrow(new RegExp(`^start: .*${reason}.*\`recurrence\``)),
  );
});
