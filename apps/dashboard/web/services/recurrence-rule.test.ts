import { expect, it } from "vitest";
import { formatRecurrence, parseRecurrence } from "./recurrence-rule.ts";

it.each(["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY;COUNT=10", "FREQ=YEARLY;UNTIL=20270301"])(
  "reads and writes %s",
  (rule) => {
    expect(formatRecurrence(parseRecurrence(rule)!)).toBe(rule);
  },
);

it("leaves rules with other parts to the text", () => {
  expect(parseRecurrence("FREQ=MONTHLY;BYDAY=2TU")).toBeUndefined();
  expect(parseRecurrence("FREQ=MONTHLY;BYMONTHDAY=15")).toBeUndefined();
  expect(parseRecurrence("weekly")).toBeUndefined();
});

it("takes the date of an end with a time", () => {
  expect(parseRecurrence("RRULE:FREQ=DAILY;UNTIL=20270301T225959Z")).toMatchObject({ until: "2027-03-01" });
});
