import type { Account } from "@casement/core";
import { describe, expect, it } from "vitest";
import type { CalendarEventItem, StoredCalendarEvent } from "../calendar-event.ts";
import { toCalendarEventItem, toCalendarOccurrence } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { createCalendarAgenda } from "./calendar-agenda.ts";

const agenda = createCalendarAgenda(["modify-event"]);
const account = { timeZone: "Europe/Berlin", username: "ada@contoso.example", mailbox: "/me" } as Account;
const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: "UTC" });
const talk: GraphEvent = {
  id: "e",
  type: "singleInstance",
  subject: "Talk !!-10",
  start: utc("2026-03-02T09:00:00"),
  end: utc("2026-03-02T10:00:00"),
  isAllDay: false,
  iCalUId: "u1",
  originalStartTimeZone: "W. Europe Standard Time",
};
const daily = (range: object = {}) => ({
  pattern: { type: "daily", interval: 1 },
  range: { type: "noEnd", startDate: "2026-03-02", recurrenceTimeZone: "W. Europe Standard Time", ...range },
});
const series: GraphEvent = { ...talk, type: "seriesMaster", recurrence: daily() };

function read(events: readonly GraphEvent[], user: Partial<Account> = {}, group = "e") {
  const items = new Map<string, StoredCalendarEvent>();
  for (const event of events) {
    const master = items.get(event.seriesMasterId ?? "");
    const isStub = event.type === "occurrence" && event.subject === undefined;
    items.set(
      event.id,
      isStub ? toCalendarOccurrence(event, master as CalendarEventItem, "Europe/Berlin") : toCalendarEventItem(event, "Europe/Berlin"),
    );
  }
  return agenda.read({ group, items, account: { ...account, ...user } });
}
const first = (event: Partial<GraphEvent>, user?: Partial<Account>) => read([{ ...talk, ...event } as GraphEvent], user)!.components[0];

describe("an event", () => {
  it("has the properties of RFC 5545", () => {
    const event: Partial<GraphEvent> = {
      location: { displayName: "Hall" },
      body: { contentType: "text", content: "Notes" },
      categories: ["Blue"],
      sensitivity: "private",
      importance: "high",
      showAs: "oof",
      isReminderOn: true,
      reminderMinutesBeforeStart: 15,
      onlineMeeting: { joinUrl: "https://teams.example/1" },
      webLink: "https://outlook.example/1",
      createdDateTime: "2026-01-01T00:00:00Z",
      lastModifiedDateTime: "2026-01-02T00:00:00Z",
    };
    expect(read([{ ...talk, ...event }])).toEqual({
      uid: "u1",
      components: [
        {
          dtstart: { at: "2026-03-02T10:00:00", zone: "Europe/Berlin" },
          dtend: { at: "2026-03-02T11:00:00", zone: "Europe/Berlin" },
          created: "2026-01-01T00:00:00Z",
          lastModified: "2026-01-02T00:00:00Z",
          summary: "Talk !!-10",
          description: "Notes",
          location: "Hall",
          url: "https://outlook.example/1",
          conference: "https://teams.example/1",
          status: "CONFIRMED",
          transp: "OPAQUE",
          class: "PRIVATE",
          priority: 1,
          categories: ["Blue"],
          alarm: { minutesBefore: 15 },
          xProperties: { "X-MICROSOFT-CDO-BUSYSTATUS": "OOF", "X-MICROSOFT-SKYPETEAMSMEETINGURL": "https://teams.example/1" },
        },
      ],
    });
  });

  it.each([
    ["UTC", { at: "2026-10-25T01:30:00Z" }],
    ["Europe/Berlin", { at: "2026-10-25T01:30:00Z" }],
    ["Asia/Kolkata", { at: "2026-10-25T07:00:00", zone: "Asia/Kolkata" }],
    ["Pacific/Auckland", { at: "2026-10-25T14:30:00", zone: "Pacific/Auckland" }],
    ["America/New_York", { at: "2026-10-24T21:30:00", zone: "America/New_York" }],
  ])("has its times in its own zone %s, and in UTC where the time on the wall occurs twice", (originalStartTimeZone, dtstart) => {
    expect(first({ originalStartTimeZone, start: utc("2026-10-25T01:30:00"), end: utc("2026-10-25T03:00:00") }).dtstart).toEqual(dtstart);
  });

  it("of all day has dates, and the end is the day after", () => {
    const times = { isAllDay: true, start: utc("2026-03-29T00:00:00"), end: utc("2026-03-31T00:00:00") };
    expect(first(times)).toMatchObject({ dtstart: { at: "2026-03-29" }, dtend: { at: "2026-03-31" } });
    expect(first(times).xProperties).toMatchObject({ "X-MICROSOFT-CDO-ALLDAYEVENT": "TRUE" });
  });

  it.each([
    [{ isCancelled: true, responseStatus: { response: "accepted" } }, "CANCELLED"],
    [{ responseStatus: { response: "tentativelyAccepted" } }, "TENTATIVE"],
    [{ responseStatus: { response: "notResponded" } }, "TENTATIVE"],
    [{ responseStatus: { response: "organizer" } }, "CONFIRMED"],
  ])("with %j is %s", (event, status) => {
    expect(first(event).status).toBe(status);
  });

  it("keeps the UID of another system, which Exchange wraps", () => {
    const wrapped = `040000008200E00074C5B7101A82E008${"0".repeat(40)}1F0000007643616C2D55696401000000${Buffer.from("abc-1@example.com").toString("hex")}00`;
    expect(read([{ ...talk, iCalUId: wrapped }])?.uid).toBe("abc-1@example.com");
    const own = `040000008200E00074C5B7101A82E008${"0".repeat(60)}`;
    expect(read([{ ...talk, iCalUId: own }])?.uid).toBe(own);
  });
});

describe("a meeting", () => {
  const ben = { emailAddress: { address: "ben@contoso.example", name: "Ben" } };
  const invitation = { organizer: ben, isOrganizer: false, responseStatus: { response: "accepted" } };

  it("shows the user's own response, which Exchange keeps beside the list", () => {
    const attendees = [
      { emailAddress: { address: "Ada@contoso.example" }, type: "required", status: { response: "none" } },
      { emailAddress: { address: "room@contoso.example" }, type: "resource", status: { response: "accepted" } },
      { emailAddress: { address: "cleo@contoso.example" }, type: "optional", status: { response: "declined" } },
    ];
    expect(first({ ...invitation, attendees })).toMatchObject({
      organizer: { email: "ben@contoso.example", name: "Ben" },
      attendees: [
        { email: "Ada@contoso.example", partstat: "ACCEPTED", role: "REQ-PARTICIPANT" },
        { email: "room@contoso.example", partstat: "ACCEPTED", cutype: "RESOURCE" },
        { email: "cleo@contoso.example", partstat: "DECLINED", role: "OPT-PARTICIPANT" },
      ],
    });
  });

  it.each([
    ["the user", {}, "ada@contoso.example"],
    ["the shared mailbox", { mailbox: "/users/family%40contoso.example" }, "family@contoso.example"],
  ])("whose attendees are hidden has %s as its only one", (_, user, email) => {
    expect(first(invitation, user).attendees).toEqual([{ email, partstat: "ACCEPTED", role: "REQ-PARTICIPANT" }]);
  });

  it("is none where nobody was invited", () => {
    expect(first({ organizer: ben, isOrganizer: true })).not.toHaveProperty("organizer");
  });
});

describe("a series", () => {
  const stub = (day: string): GraphEvent => ({
    id: `o${day}`,
    type: "occurrence",
    seriesMasterId: "e",
    start: utc(`2026-03-${day}T09:00:00`),
    end: utc(`2026-03-${day}T10:00:00`),
  });
  const exception: GraphEvent = {
    ...talk,
    id: "x",
    type: "exception",
    seriesMasterId: "e",
    subject: "Moved",
    start: utc("2026-03-31T14:00:00"),
    end: utc("2026-03-31T15:00:00"),
    originalStart: "2026-03-30T08:00:00Z",
  };

  it("has its rule, deleted days as wall times of its zone, and its exceptions in order", () => {
    const events = [
      { ...series, cancelledOccurrences: ["OID.e.2026-03-04", "OID.e.2026-03-30"] },
      stub("03"),
      exception,
      { ...exception, id: "y", subject: "Earlier", originalStart: "2026-03-05T09:00:00Z" },
    ];
    const { components } = read(events)!;
    expect(components[0]).toMatchObject({
      rrule: expect.stringContaining("FREQ=DAILY"),
      exdate: [
        { at: "2026-03-04T10:00:00", zone: "Europe/Berlin" },
        { at: "2026-03-30T10:00:00", zone: "Europe/Berlin" },
      ],
    });
    expect(components.slice(1)).toMatchObject([
      { recurrenceId: { at: "2026-03-05T10:00:00", zone: "Europe/Berlin" }, summary: "Earlier" },
      { recurrenceId: { at: "2026-03-30T10:00:00", zone: "Europe/Berlin" }, summary: "Moved" },
    ]);
    expect(components.slice(1).some((component) => "rrule" in component || "exdate" in component)).toBe(false);
  });

  it("of all day has dates in all of them", () => {
    const allDay = { ...series, isAllDay: true, start: utc("2026-03-02T00:00:00"), end: utc("2026-03-03T00:00:00") };
    const moved = {
      ...exception,
      isAllDay: true,
      start: utc("2026-03-06T00:00:00"),
      end: utc("2026-03-07T00:00:00"),
      originalStart: "2026-03-05T00:00:00Z",
    };
    const { components } = read([{ ...allDay, cancelledOccurrences: ["OID.e.2026-03-04"] }, moved])!;
    expect(components).toMatchObject([
      { dtstart: { at: "2026-03-02" }, exdate: [{ at: "2026-03-04" }] },
      { dtstart: { at: "2026-03-06" }, recurrenceId: { at: "2026-03-05" } },
    ]);
  });

  it("that is not readable leaves its exceptions alone, and without any there is nothing", () => {
    expect(read([exception])).toMatchObject({ uid: "e", components: [{ summary: "Moved" }] });
    expect(read([])).toBeUndefined();
  });

  it("keeps the newest 500 of its exceptions", () => {
    const many = Array.from({ length: 501 }, (_, n) => ({
      ...exception,
      id: `x${n}`,
      originalStart: new Date(Date.parse("2026-03-05T09:00:00Z") + n * 86_400_000).toISOString(),
    }));
    const { components } = read([series, ...many])!;
    expect(components).toHaveLength(501);
    expect(components[1]!.recurrenceId!.at.slice(0, 10)).toBe("2026-03-06");
  });

  it("is one group, and its spans are its occurrences", () => {
    const items = new Map<string, StoredCalendarEvent>();
    const master = toCalendarEventItem(series, "UTC");
    items.set("e", master);
    items.set("o03", toCalendarOccurrence(stub("03"), master, "UTC"));
    items.set("x", toCalendarEventItem(exception, "UTC"));
    expect([...items].map(([id, item]) => agenda.group(id, item))).toEqual(["e", "e", "e"]);
    expect(agenda.group("s", toCalendarEventItem(talk, "UTC"))).toBe("s");
    const spans = [...agenda.spans({ items })];
    expect(spans).toEqual([
      [Date.parse("2026-03-03T09:00:00Z"), Date.parse("2026-03-03T10:00:00Z")],
      [Date.parse("2026-03-31T14:00:00Z"), Date.parse("2026-03-31T15:00:00Z")],
    ]);
    items.set("e", { ...master, isCancelled: true });
    expect([...agenda.spans({ items })]).toHaveLength(2);
  });
});
