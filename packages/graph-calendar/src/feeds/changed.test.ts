import { describe, expect, it } from "vitest";
import type { EventItem } from "../event-item.ts";
import { changed } from "./changed.ts";
import { due } from "./due.ts";
import { isOutside, windowOf, windowQuery } from "./window.ts";

const since = new Date("2026-03-02T08:00:00Z");
const at = (time: string) => Date.parse(`2026-03-02T${time}:00Z`);
const base: EventItem = {
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
const news = (before: Partial<EventItem> | undefined, after: Partial<EventItem> | undefined) =>
  changed({
    key: "c",
    id: "e",
    before: before && { ...base, ...before },
    after: after && { ...base, ...after },
    origin: "external",
    since,
  });
const names = (...change: Parameters<typeof news>) => news(...change).map(({ event }) => event);
const fields = (...change: Parameters<typeof news>) =>
  news(...change).flatMap(({ payload }) => ("changed" in payload ? payload.changed : []));
const later = "2026-03-02T08:00:01Z";

describe("changed", () => {
  it("tells a new event with its calendar, times and origin, without tag", () => {
    expect(news(undefined, { created: later, modified: later })).toEqual([
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
  it("says nothing of what the rolling window brings, and modified of what moved into it", () => {
    expect(names(undefined, {})).toEqual([]);
    expect(news(undefined, { modified: later })).toMatchObject([{ event: "event-modified", payload: { changed: [] } }]);
  });
  it("names what changed", () => {
    expect(fields({}, { subject: "Speech", location: "Here", reminder: null })).toEqual(["subject", "location", "reminder"]);
    expect(fields({}, { startsAt: at("09:30"), start: "2026-03-02T09:30:00+00:00" })).toEqual(["start"]);
  });
  it("is silent when only the zone of display, the link or the date of change differ", () => {
    expect(names({}, { start: "2026-03-02T10:00:00+01:00", end: "2026-03-02T11:00:00+01:00", webLink: "x", modified: later })).toEqual([]);
    const days = { allDay: true, start: "2026-03-02", end: "2026-03-03" };
    expect(names(days, { ...days, startsAt: at("05:00") })).toEqual([]);
    expect(fields(days, { ...days, end: "2026-03-04" })).toEqual(["end"]);
  });
  it("takes cancelled as removed, once", () => {
    expect(news({}, { isCancelled: true })).toMatchObject([{ event: "event-removed", payload: { cancelled: true } }]);
    expect(names({ isCancelled: true }, { isCancelled: true, subject: "x" })).toEqual([]);
    expect(names({ isCancelled: true }, undefined)).toEqual([]);
    expect(names(undefined, { isCancelled: true, created: later })).toEqual([]);
    expect(news({}, undefined)).toMatchObject([{ event: "event-removed", payload: { cancelled: false } }]);
  });
  it("tells one's own answer and other people's", () => {
    expect(news({ responseStatus: "notResponded", showAs: "tentative" }, { responseStatus: "accepted", showAs: "busy" })).toMatchObject([
      { event: "event-responded", payload: { response: "accepted" } },
    ]);
    const asked = { email: "B@x.org", type: "required", response: "none" };
    expect(news({ attendees: [asked] }, { attendees: [{ ...asked, email: "b@x.org", response: "declined" }] })).toMatchObject([
      { event: "event-responded", payload: { response: "declined", attendee: "b@x.org" } },
    ]);
    expect(fields({ attendees: [asked] }, { attendees: [asked, { ...asked, email: "c@x.org" }] })).toEqual(["attendees"]);
    expect(names({ responseStatus: "accepted" }, { responseStatus: "notResponded" })).toEqual([]);
  });
  it("lets a series speak for its occurrences, and exceptions for themselves", () => {
    expect(names({ type: "occurrence" }, { type: "occurrence", subject: "x" })).toEqual([]);
    expect(names(undefined, { type: "occurrence", created: later, modified: later })).toEqual([]);
    expect(news({ type: "series", recurrence: "FREQ=DAILY" }, { type: "series", recurrence: "FREQ=WEEKLY" })).toMatchObject([
      { event: "event-modified", payload: { changed: ["recurrence"], recurrence: "FREQ=WEEKLY" } },
    ]);
    expect(news({ type: "occurrence", seriesMasterId: "m" }, { type: "exception", seriesMasterId: "m", subject: "x" })).toMatchObject([
      { event: "event-modified", payload: { changed: ["subject"], seriesMasterId: "m" } },
    ]);
  });
});

describe("due", () => {
  const items = new Map<string, EventItem>([
    ["e", base],
    ["m", { ...base, type: "series" }],
    ["x", { ...base, isCancelled: true }],
  ]);
  const between = (after: string, until: string) =>
    due({ key: "c", items, after: new Date(at(after)), until: new Date(at(until)) }).map(
      ({ event, at: moment, payload }) => `${event} ${payload.id} ${moment?.toISOString()}`,
    );
  it("tells starts and ends to the second, after the one and up to the other moment", () => {
    expect(between("08:00", "11:00")).toEqual(["event-started e 2026-03-02T09:00:00.000Z", "event-ended e 2026-03-02T10:00:00.000Z"]);
    expect(between("09:00", "10:00")).toEqual(["event-ended e 2026-03-02T10:00:00.000Z"]);
    expect(between("10:00", "11:00")).toEqual([]);
  });
});

describe("the window", () => {
  it("is yesterday to a fortnight ahead, in whole days", () => {
    expect(windowOf([], new Date("2026-03-02T23:30:00Z"), "Europe/Berlin")).toEqual({
      start: "2026-03-02",
      end: "2026-03-18",
      zone: "Europe/Berlin",
    });
  });
  it("is widened by what sensors want", () => {
    const now = new Date("2026-03-02T12:00:00Z");
    expect(windowOf([{ startOffset: -49 }, { endOffset: 24 * 30 }], now, "UTC")).toEqual({
      start: "2026-02-27",
      end: "2026-04-02",
      zone: "UTC",
    });
    expect(windowOf([{ startOffset: 0, endOffset: 24 }], now, "UTC")).toEqual(windowOf([], now, "UTC"));
  });
  it("begins and ends at local midnight over a change of the clock", () => {
    expect(windowQuery({ start: "2026-03-28", end: "2026-04-05", zone: "Europe/Berlin" })).toEqual({
      startDateTime: "2026-03-27T23:00:00.000Z",
      endDateTime: "2026-04-04T22:00:00.000Z",
    });
  });
  it("knows what is outside", () => {
    const window = { start: "2026-03-02", end: "2026-03-03", zone: "UTC" };
    const outside = (startsAt: string, endsAt: string) =>
      isOutside({ ...base, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }, window);
    expect(outside("2026-03-01T22:00:00Z", "2026-03-02T00:00:00Z")).toBe(true);
    expect(outside("2026-03-01T22:00:00Z", "2026-03-02T00:00:01Z")).toBe(false);
    expect(outside("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z")).toBe(false);
    expect(outside("2026-03-03T00:00:00Z", "2026-03-03T01:00:00Z")).toBe(true);
  });
});
