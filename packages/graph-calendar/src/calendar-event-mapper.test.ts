import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calendarEventItem, storedCalendarEvent } from "./calendar-event.ts";
import { isOccurrenceStub, toCalendarEvent, toCalendarEventItem, toCalendarOccurrence } from "./calendar-event-mapper.ts";
import { completeOccurrence } from "./complete-occurrence.ts";
import type { GraphEvent } from "./graph-types.ts";
import { soundEvent } from "./sound-event.ts";

const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: "UTC" });
const timed: GraphEvent = {
  id: "e",
  type: "singleInstance",
  subject: "Talk",
  start: utc("2026-03-29T00:30:00"),
  end: utc("2026-03-29T02:00:00"),
  isAllDay: false,
};
const allDay: GraphEvent = { ...timed, start: utc("2026-03-29T00:00:00"), end: utc("2026-03-30T00:00:00"), isAllDay: true };

describe("toItem", () => {
  it.each([
    ["UTC", "2026-03-29T00:30:00+00:00", "2026-03-29T02:00:00+00:00"],
    ["Europe/Berlin", "2026-03-29T01:30:00+01:00", "2026-03-29T04:00:00+02:00"],
    ["America/New_York", "2026-03-28T20:30:00-04:00", "2026-03-28T22:00:00-04:00"],
    ["Pacific/Auckland", "2026-03-29T13:30:00+13:00", "2026-03-29T15:00:00+13:00"],
    ["Asia/Kolkata", "2026-03-29T06:00:00+05:30", "2026-03-29T07:30:00+05:30"],
  ])("converts times to %s, with daylight saving time", (zone, start, end) => {
    const { startsAt, endsAt, ...properties } = toCalendarEventItem(timed, zone);
    expect(properties).toMatchObject({ start, end, allDay: false });
    expect([startsAt, endsAt]).toEqual([Date.parse("2026-03-29T00:30:00Z"), Date.parse("2026-03-29T02:00:00Z")]);
  });

  it.each([
    ["UTC", "2026-03-29T00:00:00Z", 24],
    ["Europe/Berlin", "2026-03-28T23:00:00Z", 23],
    ["America/New_York", "2026-03-29T04:00:00Z", 24],
    ["Pacific/Auckland", "2026-03-28T11:00:00Z", 24],
    ["Asia/Kolkata", "2026-03-28T18:30:00Z", 24],
  ])("keeps an all-day event on its day in %s", (zone, startsAt, hours) => {
    const found = toCalendarEventItem(allDay, zone);
    expect(found).toMatchObject({ start: "2026-03-29", end: "2026-03-30", allDay: true, startsAt: Date.parse(startsAt) });
    expect(found.endsAt - found.startsAt).toBe(hours * 3_600_000);
  });

  it("omits properties that are empty or null", () => {
    const found = toCalendarEventItem(
      { ...timed, showAs: null, sensitivity: null, categories: [], attendees: [], location: { displayName: "" }, subject: null },
      "UTC",
    );
    expect(Object.keys(found).sort()).toEqual(["allDay", "end", "endsAt", "start", "startsAt", "subject", "type"]);
    expect(found.subject).toBe("");
  });

  it("converts bodies to plain text and truncates long ones", () => {
    expect(toCalendarEventItem({ ...timed, body: { contentType: "text", content: "a\r\n\r\nb < c" } }, "UTC").body).toBe("a\n\nb < c");
    expect(toCalendarEventItem({ ...timed, body: { contentType: "HTML", content: "<body><p>a</p><p>b</p></body>" } }, "UTC").body).toBe(
      "a\nb",
    );
    const long = toCalendarEventItem({ ...timed, body: { contentType: "text", content: "x".repeat(5000) } }, "UTC");
    expect(long).toMatchObject({ bodyTruncated: true });
    expect(long.body?.length).toBe(2001);
    const emoji = toCalendarEventItem({ ...timed, body: { contentType: "text", content: `${"x".repeat(1999)}😀 and more` } }, "UTC");
    expect(emoji.body).toBe(`${"x".repeat(1999)}…`);
  });

  it("distinguishes between no reminder and an unknown one", () => {
    expect(toCalendarEventItem({ ...timed, isReminderOn: true, reminderMinutesBeforeStart: 15 }, "UTC").reminder).toBe(15);
    expect(toCalendarEventItem({ ...timed, isReminderOn: false, reminderMinutesBeforeStart: 15 }, "UTC").reminder).toBeNull();
    expect(toCalendarEventItem(timed, "UTC").reminder).toBeUndefined();
  });

  it("reads an event with an unknown time zone in the account's", () => {
    const odd = { dateTime: "2026-03-29T10:00:00", timeZone: "Customized Time Zone" };
    expect(toCalendarEventItem({ ...timed, start: odd, end: odd }, "Asia/Kolkata").start).toBe("2026-03-29T10:00:00+05:30");
  });
});

describe("a series", () => {
  const master = toCalendarEventItem(
    {
      ...timed,
      type: "seriesMaster",
      location: { displayName: "Here" },
      recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd", startDate: "2026-03-29" } },
    },
    "Europe/Berlin",
  );
  const stub: GraphEvent = {
    id: "o",
    type: "occurrence",
    seriesMasterId: "e",
    start: utc("2026-03-30T00:30:00"),
    end: utc("2026-03-30T02:00:00"),
  };

  const complete = (event: GraphEvent, series = master, zone = "Europe/Berlin") =>
    completeOccurrence(toCalendarOccurrence(event, series, zone), new Map([["e", series]]));

  it("completes an occurrence, which is stored with its times alone", () => {
    expect(isOccurrenceStub(stub)).toBe(true);
    expect(isOccurrenceStub(timed)).toBe(false);
    const stored = toCalendarOccurrence(stub, master, "Europe/Berlin");
    expect(Object.keys(stored).sort()).toEqual(["end", "endsAt", "seriesMasterId", "start", "startsAt", "type"]);
    expect(storedCalendarEvent.parse(stored)).toEqual(stored);
    expect(complete(stub)).toMatchObject({
      type: "occurrence",
      seriesMasterId: "e",
      subject: "Talk",
      location: "Here",
      recurrence: "FREQ=DAILY",
      start: "2026-03-30T02:30:00+02:00",
    });
  });

  it("gives occurrences of an all-day series dates", () => {
    const days = toCalendarEventItem({ ...allDay, type: "seriesMaster" }, "America/New_York");
    const whole = { ...stub, start: utc("2026-04-01T00:00:00"), end: utc("2026-04-02T00:00:00") };
    expect(complete(whole, days, "America/New_York")).toMatchObject({ start: "2026-04-01", end: "2026-04-02", allDay: true });
  });

  it("does not take the series' own marks over, and needs the series", () => {
    const series: typeof master = { ...master, agendaOnly: true };
    expect(complete(stub, series)).not.toHaveProperty("agendaOnly");
    expect(completeOccurrence(toCalendarOccurrence(stub, master, "UTC"), new Map())).toBeUndefined();
  });

  it("keeps what calendar programs need: UID, zone, organizer, deleted dates and the original start", () => {
    const { item: event } = soundEvent({
      ...timed,
      type: "seriesMaster",
      iCalUId: "u1",
      changeKey: "k1",
      isOrganizer: false,
      originalStart: "2026-03-29T00:30:00Z",
      originalStartTimeZone: "W. Europe Standard Time",
      cancelledOccurrences: ["OID.e.2026-03-31", "OID.e.2026-04-02"],
    });
    expect(toCalendarEventItem(event, "Asia/Kolkata")).toMatchObject({
      uid: "u1",
      changeKey: "k1",
      isOrganizer: false,
      zone: "Europe/Berlin",
      originalStart: Date.parse("2026-03-29T00:30:00Z"),
      cancelledDates: ["2026-03-31", "2026-04-02"],
    });
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "noEnd", startDate: "2026-03-29", recurrenceTimeZone: "India Standard Time" },
    };
    expect(toCalendarEventItem({ ...event, recurrence }, "UTC").zone).toBe("Asia/Kolkata");
  });
});

describe("toView", () => {
  it("removes the offset tag and internal properties", () => {
    expect(
      toCalendarEvent("e", toCalendarEventItem({ ...timed, subject: "Talk !!-10", createdDateTime: "2026-01-01T00:00:00Z" }, "UTC")),
    ).toEqual({
      id: "e",
      subject: "Talk",
      start: "2026-03-29T00:30:00+00:00",
      end: "2026-03-29T02:00:00+00:00",
      allDay: false,
    });
  });
});

const examples = new URL("../../../../shared/graph/examples/", import.meta.url);
const example = (name: string): any => JSON.parse(readFileSync(new URL(name, examples), "utf8"));
const hasExamples = (() => {
  try {
    return example("calendar--event-get--1.json") !== undefined;
  } catch {
    console.warn("Skipped: Microsoft's examples are not in ../shared/graph/examples.");
    return false;
  }
})();

describe.skipIf(!hasExamples)("Microsoft's examples", () => {
  it("maps an event in another time zone", () => {
    const { responseBody } = example("calendar--event-get--1.json");
    const found = toCalendarEventItem(responseBody, "Europe/Berlin");
    expect(calendarEventItem.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      start: "2017-04-21T19:00:00+02:00",
      location: "Assembly Hall",
      organizer: { name: "Samantha Booth" },
      body: "Dana, this is the time you selected for our orientation. Please bring the notes I sent you.",
    });
    expect(found.attendees?.map(({ type, response }) => `${type} ${response}`)).toEqual(["required none", "required tentativelyAccepted"]);
  });

  it("maps pages of a delta round", () => {
    for (const n of [1, 2, 3])
      for (const event of example(`calendar--delta-query-events--${n}.json`).responseBody.value)
        calendarEventItem.parse(toCalendarEventItem(event, "Asia/Kolkata"));
  });
});
