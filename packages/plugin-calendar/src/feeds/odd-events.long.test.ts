import { createEmulator, createFakeClock, type Emulator } from "@casement/graph-emulator";
import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent, newEventsOf, subjectsOf } from "../../test/calendar.fixture.ts";

type Rewrite = (event: any) => unknown;

/** An emulator whose answers are changed on their way: every event in them, also within a batch. */
function rewritingEmulator(): { emulator: Emulator; rewrite: (change: Rewrite | undefined) => void } {
  const emulator = createEmulator({ clock: createFakeClock() });
  let change: Rewrite | undefined;
  const visit = (value: any): void => {
    if (typeof value !== "object" || value === null) return;
    for (const each of Object.values(value)) visit(each);
    if (typeof value.id === "string" && ("isAllDay" in value || "seriesMasterId" in value)) change?.(value);
    if (typeof value.scheduleId === "string") change?.(value);
  };
  const fetch: Emulator["fetch"] = async (input, init) => {
    const response = await emulator.fetch(input, init);
    if (!change || !response.headers.get("content-type")?.includes("json")) return response;
    const body = await response.json();
    visit(body);
    return Response.json(body, { status: response.status, headers: { "content-type": "application/json" } });
  };
  return {
    emulator: { ...emulator, fetch },
    rewrite: (given) => {
      change = given;
    },
  };
}

async function hostWithEvents() {
  const { emulator, rewrite } = rewritingEmulator();
  const t = await calendarHost({ emulator, clock: emulator.clock as any, user: addAda(emulator) });
  const make = (subject: string, hour: number, more = {}) =>
    emulator.control.calendar.createEvent(ada, graphEvent(subject, at(hour), at(hour + 1), more)).id;
  return { t, rewrite, make };
}

const at = (hour: number) => `2026-03-03T${String(hour).padStart(2, "0")}:00:00`;

function addAda(emulator: Emulator): string {
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada", timeZone: "Europe/Berlin" });
  return ada;
}

const warnings = (t: TestHost) => t.log.filter((line) => line.startsWith("warn") && line.includes("otherwise than documented")).length;

describe("one odd event", () => {
  it.each<[string, Rewrite, string[]]>([
    ["no start", (event) => Object.assign(event, { start: "soon" }), ["Good"]],
    ["an end that is no date", (event) => Object.assign(event.end, { dateTime: "2026-02-30T99:00:00" }), ["Good"]],
    ["a start that does not begin with its date", (event) => Object.assign(event.start, { dateTime: "20260303T090000Z" }), ["Good"]],
    ["a number as subject", (event) => Object.assign(event, { subject: 42 }), ["", "Good"]],
    ["a text as body", (event) => Object.assign(event, { body: "Text" }), ["Odd", "Good"]],
    ["attendees of all kinds", (event) => Object.assign(event, { attendees: [null, 7, { emailAddress: 5 }, {}] }), ["Odd", "Good"]],
    ["categories that are numbers", (event) => Object.assign(event, { categories: [1, "Blue"] }), ["Odd", "Good"]],
    ["a recurrence without a pattern", (event) => Object.assign(event, { recurrence: { range: {} } }), ["Odd", "Good"]],
    ["lists instead of objects", (event) => Object.assign(event, { location: [], organizer: [], onlineMeeting: [] }), ["Odd", "Good"]],
    ["dates that are numbers", (event) => Object.assign(event, { createdDateTime: 5, lastModifiedDateTime: {} }), ["Odd", "Good"]],
  ])("%s: it is shown as far as it goes, named once, and comes back when it is well", async (_, change, subjects) => {
    const { t, rewrite, make } = await hostWithEvents();
    await using _t = t;
    const id = make("Odd", 9);
    make("Good", 11);
    rewrite((event) => event.id === id && change(event));
    await t.advance("5m");
    expect(subjectsOf(t)).toEqual(subjects);
    expect(t.sensor("calendar/calendar").stale).toBe(false);
    expect(warnings(t)).toBe(1);
    const listed = (await callService(t, "list-events", { start: "2026-03-03", end: "2026-03-04" })).events;
    expect(listed.map(({ subject }: { subject: string }) => subject)).toEqual(subjects);
    make("Later", 13);
    await t.advance("61s");
    expect(subjectsOf(t)).toEqual([...subjects, "Later"]);
    rewrite(undefined);
    await t.advance("61s");
    expect(subjectsOf(t)).toEqual(["Odd", "Good", "Later"]);
    expect(warnings(t)).toBe(1);
  });

  it.each<[string, Rewrite]>([
    ["zone", (event) => Object.assign(event.start, { timeZone: "__proto__" })],
    ["type", (event) => Object.assign(event, { type: "constructor", showAs: "toString" })],
  ])("whose %s has the name of a method of JavaScript is shown", async (_, change) => {
    const { t, rewrite, make } = await hostWithEvents();
    await using _t = t;
    const id = make("Odd", 9);
    make("Good", 11);
    rewrite((event) => event.id === id && change(event));
    await t.advance("5m");
    expect(subjectsOf(t)).toEqual(["Odd", "Good"]);
    expect(t.sensor("calendar/calendar").stale).toBe(false);
  });

  it("that was well before stays as it was, and is not announced as removed", async () => {
    const { t, rewrite, make } = await hostWithEvents();
    await using _t = t;
    const id = make("Odd", 9);
    await t.advance("61s");
    const newEvents = newEventsOf(t);
    rewrite((event) => event.id === id && Object.assign(event, { start: null, end: 5 }));
    t.emulator.control.calendar.patchEvent(ada, id, { subject: "Odd, changed" });
    await t.advance("5m");
    expect(subjectsOf(t)).toEqual(["Odd"]);
    expect(newEvents()).toEqual([]);
    rewrite(undefined);
    await t.advance("61s");
    expect(subjectsOf(t)).toEqual(["Odd, changed"]);
    expect(newEvents()).toEqual(["modified Odd, changed"]);
  });

  it("without an id is left out and named once", async () => {
    const { t, rewrite, make } = await hostWithEvents();
    await using _t = t;
    const id = make("Odd", 9);
    make("Good", 11);
    rewrite((event) => {
      if (event.id === id) delete event.id;
    });
    await t.advance("61s");
    make("Later", 13);
    await t.advance("61s");
    expect(subjectsOf(t)).toEqual(["Good", "Later"]);
    expect(t.log.filter((line) => line.startsWith("warn") && /without an ID/i.test(line)).length).toBeLessThanOrEqual(1);
  });
});

it("get-schedule shows the times that are readable", async () => {
  const { t, rewrite, make } = await hostWithEvents();
  await using _t = t;
  make("Good", 9);
  rewrite((schedule) => schedule.scheduleItems?.push(null, 5, { status: 7 }, { start: "soon", end: "later" }));
  const input = { emails: [ada], start: "2026-03-03T00:00", end: "2026-03-04T00:00" };
  expect((await callService(t, "get-schedule", input)).schedules[0].items).toMatchObject([{ status: "busy" }]);
  rewrite((schedule) => Object.assign(schedule, { scheduleItems: null }));
  expect((await callService(t, "get-schedule", input)).schedules[0].items).toEqual([]);
});
