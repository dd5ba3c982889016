import { expect, it } from "vitest";
import { formatRecurrence, parseRecurrence } from "./recurrence-rule.ts";

it.each([
  "FREQ=DAILY",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
  "FREQ=MONTHLY;COUNT=10",
  "FREQ=MONTHLY;BYDAY=2TU",
  "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=4",
  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "FREQ=MONTHLY;BYMONTHDAY=15",
  "FREQ=MONTHLY;BYMONTHDAY=-1",
  "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
  "FREQ=YEARLY;UNTIL=20270301",
  "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
  "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
  "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=SA,SU;BYSETPOS=1",
])("reads and writes %s", (rule) => {
  expect(formatRecurrence(parseRecurrence(rule)!)).toBe(rule);
});

it.each([
  "weekly",
  "FREQ=HOURLY",
  "FREQ=MONTHLY;BYDAY=5TU",
  "FREQ=MONTHLY;BYDAY=TU",
  "FREQ=MONTHLY;BYDAY=1TU,2TH",
  "FREQ=MONTHLY;BYMONTHDAY=1,15",
  "FREQ=MONTHLY;BYMONTHDAY=-2",
  "FREQ=MONTHLY;BYMONTH=3",
  "FREQ=WEEKLY;BYSETPOS=1;BYDAY=MO",
  "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1",
  "FREQ=YEARLY;BYMONTH=3",
  "FREQ=YEARLY;BYYEARDAY=100",
])("leaves %s to the text", (rule) => {
  expect(parseRecurrence(rule)).toBeUndefined();
});

it("takes a daily rule for some days as a weekly one", () => {
  expect(formatRecurrence(parseRecurrence("FREQ=DAILY;BYDAY=MO,TU")!)).toBe("FREQ=WEEKLY;BYDAY=MO,TU");
});

it("takes the date of an end with a time", () => {
  expect(parseRecurrence("RRULE:FREQ=DAILY;UNTIL=20270301T225959Z")).toMatchObject({ until: "2027-03-01" });
});

it("takes the 31st of February as its last day", () => {
  expect(formatRecurrence({ frequency: "YEARLY", interval: 1, days: [], month: 2, monthDay: 31 })).toBe(
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
  );
});
