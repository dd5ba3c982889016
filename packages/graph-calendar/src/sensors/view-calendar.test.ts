import type { Account, KeyedInstance } from "@casement/core";
import { describe, expect, it } from "vitest";
import type { CalendarEventFilter } from "../calendar-event-filter.ts";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { type CalendarViewData, viewCalendar } from "./view-calendar.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"];
const event = (id: string, start: string, end: string, more: Partial<GraphEvent> = {}): GraphEvent => ({
  id,
  type: "singleInstance",
  subject: id,
  start: { dateTime: start.length === 10 ? `${start}T00:00:00` : start, timeZone: "UTC" },
  end: { dateTime: end.length === 10 ? `${end}T00:00:00` : end, timeZone: "UTC" },
  isAllDay: start.length === 10,
  ...more,
});

function view(
  now: string,
  events: GraphEvent[],
  { zone = "UTC", filter = {}, viewData = {} }: { zone?: string; filter?: CalendarEventFilter; viewData?: Partial<CalendarViewData> } = {},
) {
  const instance: KeyedInstance<unknown, CalendarViewData> = { id: "c", title: "C", key: "c", viewData: { filter, ...viewData } };
  const items = new Map(events.map((each) => [each.id, toCalendarEventItem(each, zone)]));
  const { value, until } = viewCalendar({ items, now: new Date(now), config: undefined, instance, account: { timeZone: zone } as Account });
  return { ...value, until: until.toISOString() };
}
const ids = (value: { events: { id: string }[] }) => value.events.map(({ id }) => id);

describe("the current or next event", () => {
  const running = event("running", "2026-03-02T09:00:00", "2026-03-02T10:00:00");
  const soon = event("soon", "2026-03-02T11:00:00", "2026-03-02T12:00:00");
  const whole = event("whole", "2026-03-02", "2026-03-03");

  it("is first a timed event in progress", () => {
    expect(view("2026-03-02T09:30:00Z", [whole, soon, running])).toMatchObject({ state: "on", id: "running" });
  });
  it("is next an all-day event in progress", () => {
    expect(view("2026-03-02T10:00:00Z", [whole, soon, running])).toMatchObject({
      state: "on",
      id: "whole",
      start: "2026-03-02",
      allDay: true,
    });
  });
  it("is otherwise the next event, with the state off", () => {
    expect(view("2026-03-02T10:00:00Z", [soon, running])).toMatchObject({ state: "off", id: "soon" });
  });
  it("can be on a later day", () => {
    const next = event("next", "2026-03-09T09:00:00", "2026-03-09T10:00:00");
    expect(view("2026-03-02T23:00:00Z", [running, next])).toMatchObject({ state: "off", id: "next" });
  });
  it("is absent with all its attributes when there is none", () => {
    const value = view("2026-03-02T12:00:00Z", [running]);
    expect(value).not.toHaveProperty("id");
    expect(value).toMatchObject({ state: "off", offsetReached: false });
    expect(ids(value)).toEqual(["running"]);
  });
  it("is never a canceled event", () => {
    expect(view("2026-03-02T09:30:00Z", [{ ...running, isCancelled: true }, soon])).toMatchObject({ state: "off", id: "soon" });
  });

  it.each(zones)("is an all-day event from local midnight to midnight in %s", (zone) => {
    // Clocks change on these days in Berlin, New York and Auckland.
    for (const [day, after] of [
      ["2026-03-29", "2026-03-30"],
      ["2026-10-25", "2026-10-26"],
      ["2026-03-08", "2026-03-09"],
      ["2026-11-01", "2026-11-02"],
      ["2026-04-05", "2026-04-06"],
      ["2026-09-27", "2026-09-28"],
    ] as const) {
      const days = [event("day", day, after)];
      const { startsAt, endsAt } = toCalendarEventItem(days[0]!, zone);
      const at = (moment: number) => view(new Date(moment).toISOString(), days, { zone });
      expect(at(startsAt - 1000)).toMatchObject({ state: "off", id: "day", until: new Date(startsAt).toISOString() });
      expect(at(startsAt).state).toBe("on");
      expect(at(endsAt - 1000)).toMatchObject({ state: "on", until: new Date(endsAt).toISOString() });
      expect(at(endsAt).state).toBe("off");
    }
  });
});

describe("until", () => {
  it("is the next start or end", () => {
    const events = [event("a", "2026-03-02T09:00:00", "2026-03-02T10:00:00")];
    expect(view("2026-03-02T08:00:00Z", events).until).toBe("2026-03-02T09:00:00.000Z");
    expect(view("2026-03-02T09:00:00Z", events).until).toBe("2026-03-02T10:00:00.000Z");
  });
  it.each([
    ["UTC", "2026-03-29T00:00:00.000Z"],
    ["Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["America/New_York", "2026-03-29T04:00:00.000Z"],
    ["Pacific/Auckland", "2026-03-29T11:00:00.000Z"],
    ["Asia/Kolkata", "2026-03-28T18:30:00.000Z"],
  ])("is otherwise local midnight: %s", (zone, until) => expect(view("2026-03-28T12:00:00Z", [], { zone }).until).toBe(until));
  it("is the time of an offset tag", () => {
    const events = [event("a", "2026-03-02T09:00:00", "2026-03-02T10:00:00", { subject: "Train !!-0:45" })];
    expect(view("2026-03-02T08:00:00Z", events)).toMatchObject({
      subject: "Train",
      offsetReached: false,
      until: "2026-03-02T08:15:00.000Z",
    });
    expect(view("2026-03-02T08:15:00Z", events)).toMatchObject({ offsetReached: true, until: "2026-03-02T09:00:00.000Z" });
  });
  it("is when an event enters or leaves the list", () => {
    const events = [event("a", "2026-03-02T09:00:00", "2026-03-02T10:00:00")];
    const filter = { startOffset: -2, endOffset: 1 };
    const before = view("2026-03-02T07:30:00Z", events, { filter });
    expect(ids(before)).toEqual([]);
    const entered = view(before.until, events, { filter });
    expect(ids(entered)).toEqual(["a"]);
    expect(entered.id).toBe("a");
    expect(view("2026-03-02T11:00:00Z", events, { filter }).until).toBe("2026-03-02T12:00:00.000Z");
    expect(ids(view("2026-03-02T12:00:00Z", events, { filter }))).toEqual([]);
  });
});

describe("filters", () => {
  const at = "2026-03-02T08:00:00Z";
  const events = [
    event("O'Brien's review", "2026-03-02T09:00:00", "2026-03-02T10:00:00"),
    event("Lunch", "2026-03-02T12:00:00", "2026-03-02T13:00:00", { responseStatus: { response: "declined" } }),
    event("Doctor", "2026-03-02T14:00:00", "2026-03-02T15:00:00", { sensitivity: "private" }),
    event("Party", "2026-03-03T14:00:00", "2026-03-03T15:00:00", { isCancelled: true }),
  ];
  it("search for a subject with an apostrophe", () => {
    expect(ids(view(at, events, { filter: { search: "o'brien's" } }))).toEqual(["O'Brien's review"]);
  });
  it.each<[CalendarEventFilter, string[]]>([
    [{ exclude: ["^L", "D.c"] }, ["O'Brien's review", "Party"]],
    [{ excludeDeclined: true }, ["O'Brien's review", "Doctor", "Party"]],
    [{ excludeCancelled: true }, ["O'Brien's review", "Lunch", "Doctor"]],
    [{ excludeSensitivity: ["private"] }, ["O'Brien's review", "Lunch", "Party"]],
    [{ excludeSensitivity: ["normal"] }, ["Doctor"]],
    [{ startOffset: 0, endOffset: 24 }, ["O'Brien's review", "Lunch", "Doctor"]],
    [{ startOffset: 3 }, ["Lunch", "Doctor", "Party"]],
  ])("%j", (filter, shown) => expect(ids(view(at, events, { filter }))).toEqual(shown));
  it("apply to the current event too", () => expect(view(at, events, { filter: { exclude: ["Brien"] } }).id).toBe("Lunch"));
  it("never show the master of a series", () => {
    expect(ids(view(at, [event("m", "2026-03-02T09:00:00", "2026-03-02T10:00:00", { type: "seriesMaster" })]))).toEqual([]);
  });
});

describe("filters", () => {
  const events = [
    event("meeting", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { showAs: "busy", categories: ["Work", "Blue"] }),
    event("lunch", "2026-03-03T12:00:00", "2026-03-03T13:00:00", { showAs: "free" }),
    event("holiday", "2026-03-03", "2026-03-04", { showAs: "free", categories: ["family"] }),
    event("trip", "2026-03-04", "2026-03-05", { showAs: "oof" }),
  ];
  it.each<[CalendarEventFilter, string[]]>([
    [{ allDay: false }, ["meeting", "lunch"]],
    [{ allDay: true }, ["holiday", "trip"]],
    [{ free: false }, ["meeting", "trip"]],
    [{ free: true }, ["holiday", "lunch"]],
    [{ category: "Family" }, ["holiday"]],
    [{ category: ["work", "Family"] }, ["holiday", "meeting"]],
    [{ category: "Nobody" }, []],
    [{ allDay: true, free: true, category: "family" }, ["holiday"]],
    [{ allDay: false, free: false }, ["meeting"]],
  ])("%j", (filter, expected) => expect(ids(view("2026-03-02T08:00:00Z", events, { filter }))).toEqual(expected));
});

describe("the list", () => {
  const many = Array.from({ length: 1_000 }, (_, i) => event(`e${i}`, "2026-03-02T09:00:00", "2026-03-02T10:00:00"));
  it("has at most maxItems of many events, and says that it is truncated", () => {
    const value = view("2026-03-02T08:00:00Z", many, { filter: { maxItems: 7 } });
    expect(value.events).toHaveLength(7);
    expect(value.truncated).toBe(true);
    expect(view("2026-03-02T08:00:00Z", many.slice(0, 100)).truncated).toBe(false);
    expect(view("2026-03-02T08:00:00Z", many.slice(0, 101))).toMatchObject({ truncated: true, events: { length: 100 } });
  });
  it("looks at each of many events a few times only", () => {
    let reads = 0;
    const startsAt = Date.UTC(2026, 2, 2, 9);
    const item = Object.defineProperty(toCalendarEventItem(many[0]!, "UTC"), "startsAt", {
      get() {
        reads++;
        return startsAt;
      },
    });
    const instance = { id: "c", title: "C", key: "c", viewData: { filter: {} } };
    const account = { timeZone: "UTC" } as Account;
    const readsOf = (count: number) => {
      reads = 0;
      const items = new Map(Array.from({ length: count }, (_, i) => [`e${i}`, item]));
      viewCalendar({ items, now: new Date("2026-03-02T08:00:00Z"), config: undefined, instance, account });
      return reads;
    };
    expect(readsOf(10_000) / readsOf(1_250)).toBeLessThan(16);
  });
  it("has the calendar's color", () => {
    expect(view("2026-03-02T08:00:00Z", [], { viewData: { color: "#a6d1f5", canEdit: false } })).toMatchObject({
      color: "#a6d1f5",
      canEdit: false,
    });
  });
});
