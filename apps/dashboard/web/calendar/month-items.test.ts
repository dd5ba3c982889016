import { expect, test } from "vitest";
import type { GridItem } from "./calendar-grid.tsx";
import { monthItemsOf, printedItemsOf } from "./month-items.ts";

const itemOf = (start: string, end: string): GridItem =>
  ({ item: { key: `${start} ${end}` }, times: { start, end, allDay: start.length === 10 }, mayMove: false, mayConvert: false }) as GridItem;
const hourOf = (day: string, hour: number) => itemOf(`${day}T${10 + hour}:00:00`, `${day}T${10 + hour}:30:00`);
const dates = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"];
const full = Array.from({ length: 8 }, (_, hour) => hourOf("2026-11-24", hour));
const startsOf = ({ drawn }: ReturnType<typeof monthItemsOf>) => drawn.map(({ times }) => times.start);

test("a day draws its first items as far as there is room, and counts the others", () => {
  const found = monthItemsOf([...full].reverse().concat(hourOf("2026-11-25", 0)), dates, 3, undefined);
  expect(startsOf(found)).toEqual(["2026-11-24T10:00:00", "2026-11-24T11:00:00", "2026-11-24T12:00:00", "2026-11-25T10:00:00"]);
  expect([...found.others]).toEqual([["2026-11-24", 5]]);
});

test("an item of several days is drawn if one of them has room, and counts on each", () => {
  const long = itemOf("2026-11-24T23:00:00", "2026-11-26T00:00:00");
  expect(startsOf(monthItemsOf([long, ...full], dates, 3, undefined))).toContain("2026-11-24T23:00:00");
  const fullNext = Array.from({ length: 8 }, () => itemOf("2026-11-25", "2026-11-26"));
  const alone = itemOf("2026-11-25T23:00:00", "2026-11-26T00:00:00");
  expect([...monthItemsOf([...full, ...fullNext, alone], dates, 3, undefined).others]).toEqual([
    ["2026-11-24", 5],
    ["2026-11-25", 6],
  ]);
});

test("items of whole days come first, and end before the date of their end", () => {
  const found = monthItemsOf([hourOf("2026-11-25", 0), itemOf("2026-11-24", "2026-11-25"), ...full], dates, 1, undefined);
  expect(startsOf(found)).toEqual(["2026-11-24", "2026-11-25T10:00:00"]);
});

test("all of the day that is opened are drawn", () => {
  const found = monthItemsOf(full, dates, 3, "2026-11-24");
  expect([found.drawn.length, found.others.size]).toEqual([8, 0]);
});

test("a printed month has all its items up to 600, and of more the first of each day", () => {
  const many = (count: number) => Array.from({ length: count }, () => hourOf("2026-11-24", 0));
  expect(printedItemsOf(many(600), dates).drawn).toHaveLength(600);
  const bounded = printedItemsOf(many(601), dates);
  expect([bounded.drawn.length, bounded.others.get("2026-11-24")]).toEqual([150, 451]);
});
