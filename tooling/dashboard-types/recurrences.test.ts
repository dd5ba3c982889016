import { expect, it } from "vitest";
import { formatRecurrence, parseRecurrence } from "../../apps/dashboard/web/services/recurrence-rule.ts";
import { toGraphRecurrence } from "../../packages/graph-calendar/src/recurrence/to-graph-recurrence.ts";
import { toRrule } from "../../packages/graph-calendar/src/recurrence/to-rrule.ts";

const range = { type: "numbered", numberOfOccurrences: 4, startDate: "2027-03-02", recurrenceTimeZone: "W. Europe Standard Time" };
const start = { dateTime: "2027-03-02T09:00:00", timeZone: "W. Europe Standard Time" };

// The form for a recurrence knows every pattern of Graph: https://learn.microsoft.com/graph/api/resources/recurrencepattern
it.each([
  { type: "daily", interval: 3 },
  { type: "weekly", interval: 2, daysOfWeek: ["monday", "friday"], firstDayOfWeek: "monday" },
  { type: "weekly", interval: 1, daysOfWeek: ["monday", "sunday"], firstDayOfWeek: "sunday" },
  { type: "absoluteMonthly", interval: 1, dayOfMonth: 15 },
  { type: "absoluteMonthly", interval: 6, dayOfMonth: 30 },
  { type: "relativeMonthly", interval: 1, index: "second", daysOfWeek: ["tuesday"] },
  { type: "relativeMonthly", interval: 2, index: "last", daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
  { type: "absoluteYearly", interval: 1, month: 12, dayOfMonth: 31 },
  { type: "relativeYearly", interval: 1, month: 11, index: "fourth", daysOfWeek: ["thursday"] },
  { type: "relativeYearly", interval: 2, month: 5, index: "first", daysOfWeek: ["saturday", "sunday"] },
])("the form reads, and writes unchanged: $type $index $daysOfWeek", (pattern) => {
  const rule = toRrule({ pattern, range }, { start, allDay: false, zone: "Europe/Berlin" })!;
  const choice = parseRecurrence(rule);
  expect(choice, rule).toBeDefined();
  const written = toGraphRecurrence(formatRecurrence(choice!), { start: "2027-03-02T09:00:00", zone: "Europe/Berlin" });
  expect(written.pattern).toEqual(pattern);
  expect(written.range).toMatchObject({ type: "numbered", numberOfOccurrences: 4 });
});
