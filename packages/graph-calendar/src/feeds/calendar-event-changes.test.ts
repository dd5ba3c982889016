import { addDays, localDate, startOfDay } from "@casement/graph-time";
import { describe, expect, it } from "vitest";
import type { CalendarEventItem } from "../calendar-event.ts";
import { calendarEventChanges } from "./calendar-event-changes.ts";
import { calendarEventsDue } from "./calendar-events-due.ts";
import { calendarWindowOf, isOutsideWindow, listedDaysOf, toWindowQuery } from "./calendar-window.ts";

const since = new Date("2026-03-02T08:00:00Z");
const at = (time: string) => Date.parse(`2026-03-02T${time}:00Z`);
const base: CalendarEventItem = {
  type: "single",
  subject: "Talk !!-5",
  start: "2026-03-02T09:00:00+00:00",
  end: "2026-03-02T10:00:00+00:00",
  startsAt: at("09:00"),
  endsAt: at("10:00"),
  allDay: false,
  created: "2026-01-01T00:00:00Z",
  modified: "2026-01-01T00:00:00Z",
};
const raisedBy = (before: Partial<CalendarEventItem> | undefined, after: Partial<CalendarEventItem> | undefined) =>
  calendarEventChanges({
    key: "c",
    id: "e",
    before: before && { ...base, ...before },
    after: after && { ...base, ...after },
    origin: "external",
    since,
    items: new Map(),
  });
const eventsOf = (...change: Parameters<typeof raisedBy>) => raisedBy(...change).map(({ event }) => event);
const changedIn = (...change: Parameters<typeof raisedBy>) =>
  raisedBy(...change).flatMap(({ payload }) => ("changed" in payload ? payload.changed : []));
const later = "2026-03-02T08:00:01Z";

describe("the events of a change", () => {
  it("announce a new event with its calendar, times and origin, without the tag", () => {
    expect(raisedBy(undefined, { created: later, modified: later })).toEqual([
      {
        event: "event-created",
        payload: {
          id: "e",
          calendar: "c",
          subject: "Talk",
          start: base.start,
          end: base.end,
          allDay: false,
          origin: "external",
        },
      },
    ]);
  });
  it("announce nothing when only the window moved, and event-modified when an event moved into it", () => {
    expect(eventsOf(undefined, {})).toEqual([]);
    expect(raisedBy(undefined, { modified: later })).toMatchObject([{ event: "event-modified", payload: { changed: [] } }]);
  });
  it("name the changed attributes", () => {
    expect(changedIn({}, { subject: "Speech", location: "Here", reminder: null })).toEqual(["subject", "location", "reminder"]);
    expect(changedIn({}, { startsAt: at("09:30"), start: "2026-03-02T09:30:00+00:00" })).toEqual(["start"]);
  });
  it("announce nothing when only the displayed time zone, the link or the modification date differ", () => {
    expect(eventsOf({}, { start: "2026-03-02T10:00:00+01:00", end: "2026-03-02T11:00:00+01:00", webLink: "x", modified: later })).toEqual(
      [],
    );
    const days = { allDay: true, start: "2026-03-02", end: "2026-03-03" };
    expect(eventsOf(days, { ...days, startsAt: at("05:00") })).toEqual([]);
    expect(changedIn(days, { ...days, end: "2026-03-04" })).toEqual(["end"]);
  });
  it("announce a cancellation as removed, once", () => {
    expect(raisedBy({}, { isCancelled: true })).toMatchObject([{ event: "event-removed", payload: { cancelled: true } }]);
    expect(eventsOf({ isCancelled: true }, { isCancelled: true, subject: "x" })).toEqual([]);
    expect(eventsOf({ isCancelled: true }, undefined)).toEqual([]);
    expect(eventsOf(undefined, { isCancelled: true, created: later })).toEqual([]);
    expect(raisedBy({}, undefined)).toMatchObject([{ event: "event-removed", payload: { cancelled: false } }]);
  });
  it("announce your own response and those of attendees", () => {
    expect(raisedBy({ responseStatus: "notResponded", showAs: "tentative" }, { responseStatus: "accepted", showAs: "busy" })).toMatchObject(
      [{ event: "event-responded", payload: { response: "accepted" } }],
    );
    const invited = { email: "B@x.org", type: "required", response: "none" };
    expect(raisedBy({ attendees: [invited] }, { attendees: [{ ...invited, email: "b@x.org", response: "declined" }] })).toMatchObject([
      { event: "event-responded", payload: { response: "declined", attendee: "b@x.org" } },
    ]);
    expect(changedIn({ attendees: [invited] }, { attendees: [invited, { ...invited, email: "c@x.org" }] })).toEqual(["attendees"]);
    expect(eventsOf({ responseStatus: "accepted" }, { responseStatus: "notResponded" })).toEqual([]);
  });
  it("announce changes of a series once, and changes of exceptions by themselves", () => {
    expect(eventsOf({ type: "occurrence" }, { type: "occurrence", subject: "x" })).toEqual([]);
    expect(eventsOf(undefined, { type: "occurrence", created: later, modified: later })).toEqual([]);
    expect(raisedBy({ type: "series", recurrence: "FREQ=DAILY" }, { type: "series", recurrence: "FREQ=WEEKLY" })).toMatchObject([
      { event: "event-modified", payload: { changed: ["recurrence"], recurrence: "FREQ=WEEKLY" } },
    ]);
    expect(raisedBy({ type: "occurrence", seriesMasterId: "m" }, { type: "exception", seriesMasterId: "m", subject: "x" })).toMatchObject([
      { event: "event-modified", payload: { changed: ["subject"], seriesMasterId: "m" } },
    ]);
  });
});

describe("the events that are due", () => {
  const items = new Map<string, CalendarEventItem>([
    ["e", base],
    ["m", { ...base, type: "series" }],
    ["x", { ...base, isCancelled: true }],
  ]);
  const between = (after: string, until: string) =>
    calendarEventsDue({ key: "c", items, after: new Date(at(after)), until: new Date(at(until)) }).map(
      ({ event, at: instant, payload }) => `${event} ${payload.id} ${instant?.toISOString()}`,
    );
  it("are starts and ends after one instant and until another", () => {
    expect(between("08:00", "11:00")).toEqual(["event-started e 2026-03-02T09:00:00.000Z", "event-ended e 2026-03-02T10:00:00.000Z"]);
    expect(between("09:00", "10:00")).toEqual(["event-ended e 2026-03-02T10:00:00.000Z"]);
    expect(between("10:00", "11:00")).toEqual([]);
  });
});

/** The first and the last instant of the days around another one, and half an hour within them. */
function timesAround(instant: Date, zone: string): number[] {
  const halfHour = 1800_000;
  const days = Array.from({ length: 22 }, (_, index) => addDays(localDate(instant, zone), index - 18));
  return days.flatMap((day) => {
    const [first, last] = [startOfDay(day, zone).getTime(), startOfDay(addDays(day, 1), zone).getTime() - 1];
    return [first, first + halfHour, last - halfHour, last];
  });
}

describe("the window", () => {
  it("covers yesterday to 14 days ahead, in whole days", () => {
    expect(calendarWindowOf([], new Date("2026-03-02T23:30:00Z"), "Europe/Berlin")).toEqual({
      start: "2026-03-02",
      end: "2026-03-18",
      zone: "Europe/Berlin",
    });
  });
  it("is extended by what sensors need", () => {
    const now = new Date("2026-03-02T12:00:00Z");
    expect(calendarWindowOf([{ startOffset: -49 }, { endOffset: 24 * 30 }], now, "UTC")).toEqual({
      start: "2026-02-27",
      end: "2026-04-02",
      zone: "UTC",
    });
    expect(calendarWindowOf([{ startOffset: 0, endOffset: 24 }], now, "UTC")).toEqual(calendarWindowOf([], now, "UTC"));
  });
  // The days around both changes of the clock.
  it.each([
    ["Europe/Berlin", "2026-03-29T01:00:00Z"],
    ["Europe/Berlin", "2026-10-25T01:00:00Z"],
    ["America/New_York", "2026-03-08T07:00:00Z"],
    ["America/New_York", "2026-11-01T06:00:00Z"],
    ["Pacific/Auckland", "2026-04-04T14:00:00Z"],
    ["Pacific/Auckland", "2026-09-26T14:00:00Z"],
  ])("covers what sensors need around a change of the clock in %s at %s, and no more days than that", (zone, change) => {
    const hour = 3600_000;
    const missing: string[] = [];
    for (const [startOffset, endOffset] of [
      [-48, 15 * 24],
      [-24, 16 * 24],
      [-49, 367],
    ] as const)
      for (const at of timesAround(new Date(change), zone)) {
        const window = calendarWindowOf([{ startOffset, endOffset }], new Date(at), zone);
        const { startDateTime, endDateTime } = toWindowQuery(window);
        if (Date.parse(startDateTime) > at + startOffset * hour || Date.parse(endDateTime) < at + endOffset * hour)
          missing.push(new Date(at).toISOString());
        const days = listedDaysOf({ endOffset }, new Date(at), zone);
        const listedUntil = startOfDay(addDays(localDate(new Date(at), zone), days), zone).getTime();
        if (listedUntil > at + endOffset * hour) missing.push(`${new Date(at).toISOString()} lists ${days} days`);
        expect(Date.parse(endDateTime) - Date.parse(startDateTime)).toBeLessThanOrEqual((endOffset - startOffset + 3 * 24 + 2) * hour);
      }
    expect(missing).toEqual([]);
  });
  it("starts and ends at local midnight when the clock changes", () => {
    expect(toWindowQuery({ start: "2026-03-28", end: "2026-04-05", zone: "Europe/Berlin" })).toEqual({
      startDateTime: "2026-03-27T23:00:00.000Z",
      endDateTime: "2026-04-04T22:00:00.000Z",
    });
  });
  it("knows which events are outside", () => {
    const window = { start: "2026-03-02", end: "2026-03-03", zone: "UTC" };
    const isOutside = (startsAt: string, endsAt: string) =>
      isOutsideWindow({ ...base, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }, window);
    expect(isOutside("2026-03-01T22:00:00Z", "2026-03-02T00:00:00Z")).toBe(true);
    expect(isOutside("2026-03-01T22:00:00Z", "2026-03-02T00:00:01Z")).toBe(false);
    expect(isOutside("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z")).toBe(false);
    expect(isOutside("2026-03-03T00:00:00Z", "2026-03-03T01:00:00Z")).toBe(true);
  });
});
