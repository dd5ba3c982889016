import type { CalendarComponent, CalendarResource } from "@casement/core";
import { describe, expect, it } from "vitest";
import { InvalidIcal } from "./invalid-ical.ts";
import { readIcal } from "./read-ical.ts";
import { writeIcal } from "./write-ical.ts";

const object = (lines: readonly string[], kind = "VEVENT", around: readonly string[] = []): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...around, `BEGIN:${kind}`, "UID:u", ...lines, `END:${kind}`, "END:VCALENDAR", ""].join("\r\n");
const start = "DTSTART:20260303T090000Z";
const first = (text: string): CalendarComponent => readIcal(text).resource.components[0];
const event = (...lines: string[]): CalendarComponent => first(object([start, ...lines]));
const task = (...lines: string[]): CalendarComponent => first(object(lines, "VTODO"));

it("reads back what it writes", () => {
  const resource: CalendarResource = {
    uid: "a,b;c",
    components: [
      {
        dtstart: { at: "2026-03-29T01:30:00", zone: "Europe/Berlin" },
        dtend: { at: "2026-03-29T03:30:00", zone: "Europe/Berlin" },
        summary: "Lunch, with; Ben \\ 🍜",
        description: "One\nTwo\n\nThree",
        location: "Bistro",
        status: "CONFIRMED",
        transp: "TRANSPARENT",
        class: "PRIVATE",
        priority: 1,
        categories: ["Red", "A, B"],
        organizer: { email: "ada@contoso.example", name: 'Ada "A" Byron' },
        attendees: [{ email: "ben@contoso.example", name: "Ben", partstat: "ACCEPTED", role: "OPT-PARTICIPANT" }],
        rrule: "FREQ=WEEKLY;BYDAY=SU",
        exdate: [{ at: "2026-04-05T01:30:00", zone: "Europe/Berlin" }],
        alarm: { minutesBefore: 15 },
      },
      {
        recurrenceId: { at: "2026-04-12T01:30:00", zone: "Europe/Berlin" },
        dtstart: { at: "2026-04-12T08:00:00Z" },
        dtend: { at: "2026-04-12T09:00:00Z" },
      },
    ],
  };
  expect(readIcal(writeIcal({ resource, component: "VEVENT" }))).toEqual({ resource, component: "VEVENT" });
  const todo: CalendarResource = {
    uid: "t",
    components: [
      {
        dtstart: { at: "2026-03-01" },
        due: { at: "2026-03-05" },
        completed: "2026-03-04T10:00:00Z",
        summary: "Shop",
        status: "IN-PROCESS",
        percentComplete: 40,
        alarm: { at: "2026-03-04T07:00:00Z" },
      },
    ],
  };
  expect(readIcal(writeIcal({ resource: todo, component: "VTODO" }))).toEqual({ resource: todo, component: "VTODO" });
});

describe("times", () => {
  it.each<[what: string, lines: string[], expected: object]>([
    ["without an end, a moment", [start], { dtstart: { at: "2026-03-03T09:00:00Z" }, dtend: { at: "2026-03-03T09:00:00Z" } }],
    ["without an end, a day", ["DTSTART;VALUE=DATE:20260303"], { dtstart: { at: "2026-03-03" }, dtend: { at: "2026-03-04" } }],
    ["with a duration", [start, "DURATION:PT90M"], { dtend: { at: "2026-03-03T10:30:00Z" } }],
    ["of the account's zone", ["DTSTART:20260303T090000"], { dtstart: { at: "2026-03-03T09:00:00" } }],
    [
      "in Outlook's words",
      ["DTSTART;TZID=W. Europe Standard Time:20260303T090000"],
      { dtstart: { at: "2026-03-03T09:00:00", zone: "Europe/Berlin" } },
    ],
    [
      "with a path before the zone",
      ["DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20260303T090000"],
      { dtstart: { at: "2026-03-03T09:00:00", zone: "America/New_York" } },
    ],
    ["in a zone that is UTC", ["DTSTART;TZID=Etc/UTC:20260303T090000"], { dtstart: { at: "2026-03-03T09:00:00Z" } }],
    ["with a leap second", ["DTSTART:20260630T235960Z"], { dtstart: { at: "2026-06-30T23:59:59Z" } }],
  ])("%s", (_, lines, expected) => {
    expect(first(object(lines))).toMatchObject(expected);
  });

  const described = [
    "BEGIN:VTIMEZONE",
    "TZID:Here",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0130",
    "TZOFFSETTO:+0130",
    "END:STANDARD",
    "END:VTIMEZONE",
  ];
  it("of a zone that only a VTIMEZONE describes are turned into UTC, but not those of a series", () => {
    const lines = ["DTSTART;TZID=Here:20260303T090000"];
    expect(first(object(lines, "VEVENT", described))).toMatchObject({ dtstart: { at: "2026-03-03T07:30:00Z" } });
    expect(() => readIcal(object([...lines, "RRULE:FREQ=DAILY"], "VEVENT", described))).toThrow(/IANA/);
    const named = [...described.slice(0, 2), "X-LIC-LOCATION:Asia/Kolkata", ...described.slice(2)];
    expect(first(object(lines, "VEVENT", named))).toMatchObject({ dtstart: { zone: "Asia/Kolkata" } });
  });
});

describe("alarms", () => {
  const alarm = (trigger: string, ...more: string[]) => ["BEGIN:VALARM", ...more, trigger, "END:VALARM"];
  it.each<[lines: string[], expected: unknown]>([
    [alarm("TRIGGER:-PT15M"), { minutesBefore: 15 }],
    [alarm("TRIGGER:-P1D"), { minutesBefore: 1_440 }],
    [alarm("TRIGGER;RELATED=END:-PT90M"), { minutesBefore: 30 }],
    [alarm("TRIGGER;VALUE=DATE-TIME:20260303T080000Z"), { at: "2026-03-03T08:00:00Z" }],
    [alarm("TRIGGER:PT5M"), undefined],
    [alarm("TRIGGER;VALUE=DATE-TIME:19760401T005545Z", "ACTION:NONE"), undefined],
    [[...alarm("TRIGGER:PT5M"), ...alarm("TRIGGER:-PT10M")], { minutesBefore: 10 }],
  ])("%j", (lines, expected) => {
    expect(event("DTEND:20260303T100000Z", ...lines).alarm).toEqual(expected);
  });

  it("of a task count from its start, or else from when it is due", () => {
    expect(task("DUE:20260303T090000Z", ...alarm("TRIGGER:-PT15M")).alarm).toEqual({ minutesBefore: 15 });
    expect(task("DUE:20260303T090000Z", ...alarm("TRIGGER;RELATED=END:-PT15M")).alarm).toEqual({ minutesBefore: 15 });
    expect(task("DTSTART:20260303T080000Z", "DUE:20260303T090000Z", ...alarm("TRIGGER;RELATED=END:-PT75M")).alarm).toEqual({
      minutesBefore: 15,
    });
  });
});

it("a series of no occurrences is refused, instead of one without end", () => {
  expect(() => event("RRULE:FREQ=DAILY;COUNT=0")).toThrow("COUNT of RRULE must be at least 1.");
});

describe("people", () => {
  it("are known by their address", () => {
    expect(event("ATTENDEE;CN=Ben;PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT:MAILTO:ben@contoso.example").attendees).toEqual([
      { email: "ben@contoso.example", name: "Ben", partstat: "NEEDS-ACTION", role: "REQ-PARTICIPANT", isNotified: false },
    ]);
    expect(event("ATTENDEE;CUTYPE=ROOM;EMAIL=room@contoso.example:urn:uuid:1").attendees).toMatchObject([
      { email: "room@contoso.example", cutype: "RESOURCE" },
    ]);
    expect(event("ORGANIZER:http://127.0.0.1:8365/dav/principals/home/").organizer).toBeUndefined();
  });
});

it("what has no meaning is left out", () => {
  expect(event("STATUS:SOON", "CLASS:X", "PRIORITY:0", "SUMMARY:", "X-MINE:1", "GEO:1;2")).toEqual({
    dtstart: { at: "2026-03-03T09:00:00Z" },
    dtend: { at: "2026-03-03T09:00:00Z" },
  });
});

it("a broken text gives a reason, and never anything else, within a second", () => {
  const valid = [
    object([
      start,
      "DTEND:20260303T100000Z",
      "RRULE:FREQ=WEEKLY;BYDAY=TU",
      "EXDATE:20260310T090000Z",
      'ATTENDEE;CN="B":mailto:b@c.example',
      "BEGIN:VALARM",
      "TRIGGER:-PT5M",
      "END:VALARM",
    ]),
    object(["DUE;VALUE=DATE:20260303", "COMPLETED:20260303T090000Z", "PERCENT-COMPLETE:40"], "VTODO"),
  ];
  const pieces = [
    "",
    ":",
    ";",
    "\r\n",
    "BEGIN:VEVENT\r\n",
    "END:VCALENDAR",
    "\0",
    "é",
    "99999999999",
    "-",
    "T",
    "TZID=",
    '"',
    "RRULE:FREQ=SECONDLY;COUNT=0",
    "__proto__:x\r\n",
    "P9999999999D",
    "\u2028",
  ];
  let state = 11;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let read = 0;
  for (let round = 0; round < 5_000; round++) {
    let text = valid[next(2)]!;
    for (let edits = 1 + next(4); edits > 0; edits--) {
      const at = next(text.length);
      text = text.slice(0, at) + pieces[next(pieces.length)] + text.slice(at + next(12));
    }
    const began = performance.now();
    try {
      readIcal(text);
      read++;
    } catch (error) {
      if (!(error instanceof InvalidIcal)) throw new Error(JSON.stringify(text), { cause: error });
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  }
  expect(read).toBeGreaterThan(500);
});
