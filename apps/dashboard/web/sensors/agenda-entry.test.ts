import { expect, it } from "vitest";
import { addDays, dateTextOf, parseTime } from "../texts/times.ts";
import { agendaDaysOf, dayCountOf } from "./agenda-entry.ts";
import type { SensorItem } from "./sensor-item.ts";

const allDay = (first: string, end: string) => ({ key: first, start: parseTime(first), end: parseTime(end), allDay: true }) as SensorItem;
const now = new Date(parseTime("2027-03-24").getTime() + 9 * 3_600_000);
const daysOf = (items: readonly SensorItem[], knownTo: string) =>
  agendaDaysOf(items, parseTime("2027-03-24"), dayCountOf(items, now, parseTime(knownTo)))
    .filter(({ entries }) => entries.length > 0)
    .map(({ day }) => dateTextOf(day));

it("a holiday is on each of its days that are known, also if nothing else begins after it", () => {
  // The clock changes on the 28th in Europe.
  expect(daysOf([allDay("2027-03-22", "2027-03-30")], "2027-04-07")).toEqual(
    [0, 1, 2, 3, 4, 5].map((at) => dateTextOf(addDays(parseTime("2027-03-24"), at))),
  );
  expect(daysOf([allDay("2027-03-22", "2027-12-01")], "2027-03-26")).toEqual(["2027-03-24", "2027-03-25"]);
});

it("an item that begins after the days that are known is on its first day", () => {
  expect(daysOf([allDay("2027-04-20", "2027-04-25")], "2027-03-26")).toEqual(["2027-04-20"]);
  expect(daysOf([], "2027-03-26")).toEqual([]);
});
