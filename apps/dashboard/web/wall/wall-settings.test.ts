import { describe, expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { chosenCardsOf, isNight, wallCardsOf, withoutHidden } from "./wall-settings.ts";

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

it("leaves out the calendars that somebody hid", () => {
  const [calendars, states] = withoutHidden(wallCardsOf(sensors), { hiddenCalendars: ["work/calendar/work", "home/calendar/gone"] });
  expect(idsOf(calendars!.sensors)).toEqual(["home/calendar/family"]);
  expect(idsOf(states!.sensors)).toEqual(["home/status/priya"]);
  const hiddenCalendars = ["work/calendar/work", "home/calendar/family"];
  expect(idsOf(withoutHidden(wallCardsOf(sensors), { hiddenCalendars }))).toEqual(["states", "home/todo/groceries"]);
});

describe("the night", () => {
  const zone = "Europe/Berlin";
  const at = (time: string) => new Date(`2026-03-28T${time}:00+01:00`);
  it("goes past midnight or not, begins at its first minute and ends before its last", () => {
    for (const [time, dark] of [
      ["21:59", false],
      ["22:00", true],
      ["00:00", true],
      ["05:59", true],
      ["06:00", false],
    ] as const)
      expect([time, isNight(at(time), zone)]).toEqual([time, dark]);
    for (const [time, dark] of [
      ["00:59", false],
      ["01:00", true],
      ["06:29", true],
      ["06:30", false],
    ] as const)
      expect([time, isNight(at(time), zone, { from: "01:00", to: "06:30" })]).toEqual([time, dark]);
  });

  it("is that of the zone, not of the device", () => {
    expect(isNight(at("21:30"), "Asia/Kolkata")).toBe(true);
    expect(isNight(at("23:30"), "America/New_York")).toBe(false);
  });

  it("is never if it begins when it ends", () => {
    for (const time of ["00:00", "07:00", "23:59"]) expect(isNight(at(time), zone, { from: "07:00", to: "07:00" })).toBe(false);
  });
});
