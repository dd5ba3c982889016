import type { CalendarComponent, CalendarResource } from "@casement/core";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { createIcalText, writeIcal } from "./write-ical.ts";

// ical.js, which did not write them, reads the texts.

function readBack(text: string, kind = "vevent"): ICAL.Component[] {
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toMatch(/\n\s*\r?\n|[^\r]\n/);
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents(kind);
}
const resource = (component: CalendarComponent, uid = "u1"): CalendarResource => ({ uid, components: [component] });
const write = (component: CalendarComponent, kind: "VEVENT" | "VTODO" = "VEVENT") =>
  writeIcal({ resource: resource(component), component: kind });
const first = (component: CalendarComponent) => readBack(write(component))[0]!;
const values = (component: ICAL.Component, name: string) =>
  component.getAllProperties(name).map((property) => String(property.getFirstValue()));

describe("an event", () => {
  const dtstart = { at: "2026-03-29T09:00:00", zone: "Europe/Berlin" };

  it("is read back with all its properties", () => {
    const event = first({
      dtstart,
      dtend: { at: "2026-03-29T10:00:00", zone: "Europe/Berlin" },
      created: "2026-01-02T03:04:05Z",
      lastModified: "2026-02-03T04:05:06.789Z",
      summary: "Lunch",
      location: "Hall",
      url: "https://outlook.example/1",
      conference: "https://teams.example/1",
      status: "CONFIRMED",
      transp: "OPAQUE",
      class: "PRIVATE",
      priority: 1,
      categories: ["Red, dark", "Blue"],
      organizer: { email: "ada@contoso.example", name: 'Ada "A^" Byron; Ms' },
      attendees: [
        { email: "bob@contoso.example", name: "Bob", partstat: "TENTATIVE", role: "OPT-PARTICIPANT" },
        { email: "room@contoso.example", partstat: "ACCEPTED", cutype: "RESOURCE" },
      ],
      rrule: "FREQ=DAILY;COUNT=3",
      exdate: [{ at: "2026-03-30T09:00:00", zone: "Europe/Berlin" }],
      alarm: { minutesBefore: 15 },
      xProperties: { "X-MICROSOFT-CDO-BUSYSTATUS": "BUSY" },
    });
    const shown = [
      "uid",
      "dtstamp",
      "dtstart",
      "created",
      "last-modified",
      "summary",
      "location",
      "url",
      "status",
      "transp",
      "class",
      "priority",
      "exdate",
      "x-microsoft-cdo-busystatus",
    ];
    expect(Object.fromEntries(shown.map((name) => [name, values(event, name).join()]))).toEqual({
      uid: "u1",
      dtstamp: "2026-02-03T04:05:06Z",
      dtstart: "2026-03-29T09:00:00",
      created: "2026-01-02T03:04:05Z",
      "last-modified": "2026-02-03T04:05:06Z",
      summary: "Lunch",
      location: "Hall",
      url: "https://outlook.example/1",
      status: "CONFIRMED",
      transp: "OPAQUE",
      class: "PRIVATE",
      priority: "1",
      exdate: "2026-03-30T09:00:00",
      "x-microsoft-cdo-busystatus": "BUSY",
    });
    expect(event.getFirstProperty("categories")!.getValues()).toEqual(["Red, dark", "Blue"]);
    expect(event.getFirstProperty("organizer")!.getParameter("cn")).toBe('Ada "A^" Byron; Ms');
    const [bob, room] = event.getAllProperties("attendee");
    expect([bob!.getFirstValue(), bob!.getParameter("partstat"), bob!.getParameter("role")]).toEqual([
      "mailto:bob@contoso.example",
      "TENTATIVE",
      "OPT-PARTICIPANT",
    ]);
    expect(room!.getParameter("cutype")).toBe("RESOURCE");
    expect(String(event.getFirstSubcomponent("valarm")!.getFirstPropertyValue("trigger"))).toBe("-PT15M");
  });

  it.each([
    ["a day", { at: "2026-03-29" }, "2026-03-29"],
    ["a moment", { at: "2026-03-29T01:30:00Z" }, "2026-03-29T01:30:00Z"],
    ["a time without a zone", { at: "2026-03-29T09:00:00" }, "2026-03-29T09:00:00"],
  ])("starts at %s", (_, time, expected) => expect(values(first({ dtstart: time }), "dtstart")).toEqual([expected]));

  it.each([
    "a\nb\r\nc\rd",
    "semi;colon, comma \\ backslash \\n",
    "control \u0000\u0007\u001b signs".replace(/[\p{Cc}]/gu, ""),
    "x".repeat(500),
    "ü".repeat(300),
    "👩‍👩‍👧‍👦".repeat(40),
    `${"a".repeat(61)}👍${"b".repeat(80)}`,
    "END:VEVENT\r\nBEGIN:VEVENT",
  ])("keeps a text: %j", (summary) => {
    const event = first({ dtstart, summary, description: summary });
    expect(values(event, "summary")).toEqual([summary.replace(/\r\n?/g, "\n")]);
    expect(values(event, "description")).toEqual(values(event, "summary"));
  });

  it("drops what no line can hold", () => {
    expect(values(first({ dtstart, summary: "a\u0000b\ud800c\u007f" }), "summary")).toEqual(["ab\ufffdc"]);
    expect(values(first({ dtstart, url: "https://a.example/\r\nX:1" }), "url")).toEqual(["https://a.example/X:1"]);
  });
});

it("a task is read back with its days and alarm", () => {
  const task: CalendarComponent = {
    due: { at: "2026-03-29" },
    completed: "2026-03-28T00:00:00Z",
    status: "COMPLETED",
    percentComplete: 100,
    alarm: { at: "2026-03-28T07:00:00Z" },
  };
  const [read] = readBack(write(task, "VTODO"), "vtodo");
  expect(["due", "completed", "status", "percent-complete"].map((name) => String(read!.getFirstPropertyValue(name)))).toEqual([
    "2026-03-29",
    "2026-03-28T00:00:00Z",
    "COMPLETED",
    "100",
  ]);
  expect(String(read!.getFirstSubcomponent("valarm")!.getFirstPropertyValue("trigger"))).toBe("2026-03-28T07:00:00Z");
});

it("several resources share one definition of a time zone, from the earliest year", () => {
  const of = (at: string, uid: string) => ({
    resource: resource({ dtstart: { at, zone: "Europe/Berlin" } }, uid),
    component: "VEVENT" as const,
  });
  const both = createIcalText();
  both.add(of("2027-03-01T09:00:00", "a"));
  both.add(of("2024-07-01T09:00:00", "b"));
  const text = both.end();
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  expect(text).toContain("DTSTART:20240331T020000");
  expect(readBack(text)).toHaveLength(2);
});
