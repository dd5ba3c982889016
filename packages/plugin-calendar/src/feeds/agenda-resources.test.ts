import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { agendaCollection, createTokenMirror, dailySeries, resourcesOf } from "../../test/agenda.fixture.ts";
import { ada, calendarHost, callCountsOf, graphEvent } from "../../test/calendar.fixture.ts";

const agenda = { from: -90, to: 365 };

describe("a series", () => {
  const view = (t: TestHost, from: string, to: string) => t.emulator.control.calendar.view(ada, `${from}T00:00:00Z`, `${to}T00:00:00Z`);

  it("is complete from its first read on, also outside of the window, for one read of each series in one batch", async () => {
    await using t = await calendarHost({ agenda, signedOut: true, every: "6h" });
    const { calendar, counters } = t.emulator.control;
    calendar.createEvent(ada, graphEvent("Run", "2025-06-01T09:00:00", "2025-06-01T10:00:00", dailySeries("2025-06-01")));
    calendar.createEvent(ada, graphEvent("Swim", "2025-06-01T11:00:00", "2025-06-01T12:00:00", dailySeries("2025-06-01")));
    const [old] = view(t, "2025-07-01", "2025-07-02");
    calendar.patchEvent(ada, old!.id, { subject: "Long ago" });
    calendar.deleteEvent(ada, view(t, "2025-08-01", "2025-08-02")[0]!.id);
    calendar.deleteEvent(ada, view(t, "2026-03-10", "2026-03-11")[0]!.id);
    counters.reset();
    await t.signIn();
    const run = (await resourcesOf(t)).get("Run")!;
    expect(run.components[0].exdate).toEqual([{ at: "2025-08-01T09:00:00Z" }, { at: "2026-03-10T09:00:00Z" }]);
    expect(run.components.slice(1)).toMatchObject([{ recurrenceId: { at: "2025-07-01T09:00:00Z" }, summary: "Long ago" }]);
    expect(callCountsOf(t)["GET /me/calendars/{calendar}/events/{event}"]).toBe(2);
    expect(run.spans.length).toBeGreaterThan(450);
    // The sensor has its own window, and no properties that only calendar programs need.
    const { events } = t.sensor("calendar/calendar").attributes as { events: object[] };
    expect(events).toHaveLength(31);
    expect(Object.keys(events[0]!).filter((name) => /^(uid|zone|changeKey|cancelledDates|isOrganizer|agendaOnly)$/.test(name))).toEqual([]);
  });

  it.each([400, 403, 500])("that cannot be read completely (%i) stops nothing, and is read again an hour later", async (status) => {
    await using t = await calendarHost({ agenda, every: "20m", signedOut: true });
    const { calendar, faults } = t.emulator.control;
    calendar.createEvent(ada, graphEvent("Run", "2026-03-01T09:00:00", "2026-03-01T10:00:00", dailySeries("2026-03-01")));
    calendar.deleteEvent(ada, view(t, "2026-03-10", "2026-03-11")[0]!.id);
    faults.add({ path: "/me/calendars/*/events/*", status });
    await t.signIn();
    expect(t.sensor("calendar/calendar")).toMatchObject({ stale: false, attributes: { subject: "Run" } });
    expect((await resourcesOf(t)).get("Run")!.components[0]).not.toHaveProperty("exdate");
    expect(t.log.filter((line) => line.startsWith("warn") && line.includes("Series could not be read completely"))).toHaveLength(1);
    faults.clear();
    await t.advance("85m");
    expect((await resourcesOf(t)).get("Run")!.components[0].exdate).toEqual([{ at: "2026-03-10T09:00:00Z" }]);
    // Once it is known, it stays known.
    faults.add({ path: "/me/calendars/*/events/*", status });
    calendar.patchEvent(ada, calendar.events(ada).find(({ type }) => type === "seriesMaster")!.id, { subject: "Walk" });
    await t.account.refresh();
    expect((await resourcesOf(t)).get("Walk")!.components[0].exdate).toEqual([{ at: "2026-03-10T09:00:00Z" }]);
  });

  it("is read again when an occurrence is deleted, changed or moved, and not otherwise", async () => {
    await using t = await calendarHost({ agenda, every: "6h" });
    const { calendar, counters } = t.emulator.control;
    calendar.createEvent(ada, graphEvent("Run", "2026-03-01T09:00:00", "2026-03-01T10:00:00", dailySeries("2026-03-01")));
    await t.account.refresh();
    const mirror = createTokenMirror();
    await mirror.sync(t);
    counters.reset();
    await t.account.refresh();
    expect(callCountsOf(t)["GET /me/calendars/{calendar}/events/{event}"]).toBeUndefined();
    calendar.deleteEvent(ada, view(t, "2026-06-10", "2026-06-11")[0]!.id);
    calendar.patchEvent(ada, view(t, "2026-06-12", "2026-06-13")[0]!.id, { subject: "Walk" });
    const moved = graphEvent("", "2027-09-01T09:00:00", "2027-09-01T10:00:00");
    calendar.patchEvent(ada, view(t, "2026-06-20", "2026-06-21")[0]!.id, { start: moved.start, end: moved.end });
    await t.account.refresh();
    const { components } = (await resourcesOf(t)).get("Run")!;
    expect(components[0].exdate).toEqual([{ at: "2026-06-10T09:00:00Z" }]);
    expect(components.slice(1)).toMatchObject([
      { recurrenceId: { at: "2026-06-12T09:00:00Z" }, summary: "Walk" },
      { recurrenceId: { at: "2026-06-20T09:00:00Z" }, dtstart: { at: "2027-09-01T09:00:00Z" } },
    ]);
    await mirror.sync(t);
    expect(t.events.filter(({ type }) => type.startsWith("calendar/event-")).map(({ type }) => type)).not.toContain(
      "calendar/event-removed",
    );
  });
});

it("has no text of events where only Calendars.ReadBasic is requested", async () => {
  await using t = await calendarHost({
    agenda,
    signedOut: true,
    admin: true,
    account: { enableUpdate: false },
    config: { basic: true },
    every: "6h",
  });
  const { calendar } = t.emulator.control;
  const body = { contentType: "text", content: "Secret" };
  calendar.createEvent(ada, graphEvent("Run", "2026-03-01T09:00:00", "2026-03-01T10:00:00", { ...dailySeries("2026-03-01"), body }));
  const [, second] = calendar.view(ada, "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z");
  calendar.patchEvent(ada, second!.id, { subject: "Walk" });
  calendar.createEvent(ada, graphEvent("Talk", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { body }));
  await t.signIn();
  const read = await resourcesOf(t);
  expect([...read.keys()].sort()).toEqual(["Run", "Talk"]);
  expect(read.get("Run")!.components[1]).toMatchObject({ summary: "Walk" });
  expect(JSON.stringify([...read.values()])).not.toContain("Secret");
  expect(await agendaCollection(t)).toMatchObject({ access: "read", reason: expect.stringMatching(/update/i) });
});

it("has everything of a calendar that refuses delta, which is read in the whole window once an hour", async () => {
  await using t = await calendarHost({ agenda, signedOut: true, every: "10m" });
  const { calendar, counters } = t.emulator.control;
  calendar.createCalendar(ada, { name: "Club" });
  calendar.setPrimaryOnlyDelta(true);
  calendar.createEvent(ada, graphEvent("Run", "2026-01-01T09:00:00", "2026-01-01T10:00:00", dailySeries("2026-01-01")), "Club");
  calendar.createEvent(ada, graphEvent("Summer", "2026-07-15T09:00:00", "2026-07-15T10:00:00"), "Club");
  await t.signIn();
  const club = async () => (await t.account.collections()).find(({ title }) => title === "Club")!;
  const subjects = async () => {
    const found = await club();
    const read = await found.read((await found.heads()).map(({ group }) => group));
    return read.map((resource) => resource!.components[0].summary).sort();
  };
  expect(await subjects()).toEqual(["Run", "Summer"]);
  expect((await (await club()).heads()).map(({ spans }) => spans.length).sort((a, b) => a - b)).toEqual([1, 456]);
  const { token } = await club();
  counters.reset();
  await t.advance("50m");
  expect(counters.report().calls["GET /me/calendars/{calendar}/calendarView"]!.items).toBeLessThan(300);
  expect((await club()).token).toBe(token);
  expect((await (await club()).heads()).map(({ spans }) => spans.length).sort((a, b) => a - b)).toEqual([1, 456]);
  calendar.createEvent(ada, graphEvent("Autumn", "2026-10-15T09:00:00", "2026-10-15T10:00:00"), "Club");
  await t.advance("30m");
  expect(await subjects()).toEqual(["Autumn", "Run", "Summer"]);
  expect(t.events.filter(({ type }) => type.startsWith("calendar/event-created"))).toEqual([]);
});
