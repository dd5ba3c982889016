import { describe, expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { chosenCardsOf, isNight, wallCardsOf } from "./wall-settings.ts";

const sensor = (id: string, present: object, gone = false): Sensor => ({ id, present, gone }) as unknown as Sensor;
const sensors = [
  sensor("home/todo/groceries", { kind: "number", items: { as: "tasks" } }),
  sensor("home/todo/old", { kind: "number", items: { as: "tasks" } }, true),
  sensor("home/calendar/family", { kind: "binary", items: { as: "events" } }),
  sensor("work/calendar/work", { kind: "binary", items: { as: "events" } }),
  sensor("home/status/priya", { kind: "enum" }),
  sensor("home/email/inbox", { kind: "number", items: { as: "messages" } }),
];
const idsOf = (cards: readonly { id: string }[]) => cards.map(({ id }) => id);

describe("the cards of the wall", () => {
  it("are all calendars in one, all states in one, and each list, without mail and what is gone", () => {
    expect(idsOf(wallCardsOf(sensors))).toEqual(["calendars", "states", "home/todo/groceries"]);
    expect(wallCardsOf([])).toEqual([]);
  });

  it("are those that somebody chose, in that order, as far as they exist", () => {
    const cards = wallCardsOf(sensors);
    expect(idsOf(chosenCardsOf(cards, {}))).toEqual(idsOf(cards));
    expect(idsOf(chosenCardsOf(cards, { cards: ["home/todo/groceries", "home/todo/old", "calendars"] }))).toEqual([
      "home/todo/groceries",
      "calendars",
    ]);
    expect(chosenCardsOf(cards, { cards: [] })).toEqual([]);
  });
});

describe("the night", () => {
  const at = (time: string) => new Date(`2026-03-28T${time}:00`);
  it("goes past midnight or not, begins at its first minute and ends before its last", () => {
    for (const [time, dark] of [
      ["21:59", false],
      ["22:00", true],
      ["00:00", true],
      ["05:59", true],
      ["06:00", false],
    ] as const)
      expect([time, isNight(at(time))]).toEqual([time, dark]);
    for (const [time, dark] of [
      ["00:59", false],
      ["01:00", true],
      ["06:29", true],
      ["06:30", false],
    ] as const)
      expect([time, isNight(at(time), { from: "01:00", to: "06:30" })]).toEqual([time, dark]);
  });

  it("is never if it begins when it ends", () => {
    for (const time of ["00:00", "07:00", "23:59"]) expect(isNight(at(time), { from: "07:00", to: "07:00" })).toBe(false);
  });
});
