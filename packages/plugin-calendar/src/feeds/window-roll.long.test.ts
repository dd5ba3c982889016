import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, callCountsOf, graphEvent, newEventsOf, payloadsOf, subjectsOf } from "../../test/calendar.fixture.ts";

/** Time zones, and the day before the clock changes there. */
const zones = [
  ["UTC", "2026-03-28T12:00:00Z"],
  ["Europe/Berlin", "2026-03-28T12:00:00Z"],
  ["America/New_York", "2026-10-31T12:00:00Z"],
  ["Pacific/Auckland", "2026-09-26T00:00:00Z"],
  ["Asia/Kolkata", "2026-03-28T12:00:00Z"],
] as const;

describe("the window moves at local midnight without false events", () => {
  it.each(zones)("%s from %s", async (timeZone, start) => {
    const clock = createFakeClock(start);
    await using t = await calendarHost({ clock, every: "6h", account: { timeZone } });
    const { calendar, counters } = t.emulator.control;
    const day = (n: number) => new Date(Date.parse(start) + n * 86_400_000).toISOString().slice(0, 10);
    for (const n of [-2, -1, 0, 1, 2, 13, 14, 15, 16, 17]) {
      calendar.createEvent(ada, graphEvent(`all ${n}`, day(n), day(n + 1)));
      calendar.createEvent(ada, graphEvent(`at ${n}`, `${day(n)}T22:00:00`, `${day(n + 1)}T02:00:00`));
    }
    const range = { type: "noEnd", startDate: day(-5), recurrenceTimeZone: timeZone };
    const series = (subject: string, type: object) =>
      graphEvent(subject, `${day(-5)}T10:00:00`, `${day(-5)}T10:30:00`, { recurrence: { pattern: type, range } });
    calendar.createEvent(ada, series("daily", { type: "daily", interval: 1 }));
    calendar.createEvent(ada, series("three-weekly", { type: "daily", interval: 21 }));
    await t.account.refresh();
    // The first round after an event was created announces it. Later rounds must not.
    await t.advance("6h");
    const newEvents = newEventsOf(t);
    const before = subjectsOf(t);
    counters.reset();
    await t.advance("24h");
    await t.advance("24h");
    expect(newEvents().filter((line) => !/^(started|ended)/.test(line))).toEqual([]);
    expect(before).not.toContain("all 16");
    expect(subjectsOf(t)).toContain("all 16");
    expect(before).toContain("all -1");
    expect(subjectsOf(t)).not.toContain("all -1");
    expect(subjectsOf(t).filter((subject) => subject === "daily")).toHaveLength(before.filter((subject) => subject === "daily").length);
    // An all-day event starts and ends with the day in the account's time zone.
    const started = t.events.filter(({ type, payload }) => type === "calendar/event-started" && (payload as any).subject === "all 1");
    expect(started).toHaveLength(1);
    const local = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      day: "2-digit",
      month: "2-digit",
    }).format(new Date(started[0]!.at));
    expect(local).toBe(`${day(1).slice(8)}/${day(1).slice(5, 7)}, 00:00`);
    // Each day: the last round of the old window, the first of the new one, and reads of one or two series.
    const { units } = counters.report();
    expect(units).toBeLessThan(2 * (4 + 6));
  });

  it("still announces changes of the last minutes of the day, once", async () => {
    const clock = createFakeClock("2026-03-02T22:50:00Z");
    await using t = await calendarHost({ clock });
    const { calendar } = t.emulator.control;
    const old = calendar.createEvent(ada, graphEvent("Old", "2026-03-01T10:00:00", "2026-03-01T11:00:00"));
    const deleted = calendar.createEvent(ada, graphEvent("Gone", "2026-03-05T10:00:00", "2026-03-05T11:00:00"));
    await t.advance("61s");
    const newEvents = newEventsOf(t);
    await t.advance(Date.parse("2026-03-02T22:59:58Z") - clock.now().getTime());
    calendar.patchEvent(ada, old.id, { subject: "Older" });
    calendar.deleteEvent(ada, deleted.id);
    calendar.createEvent(ada, graphEvent("New", "2026-03-17T10:00:00", "2026-03-17T11:00:00"));
    await t.advance("2m");
    expect(newEvents().sort()).toEqual(["created New", "modified Older", "removed Gone"]);
    expect(subjectsOf(t)).toEqual(["New"]);
  });

  it("reads the calendar as a whole once a week, and shows the same as if it were read every day", async () => {
    await using t = await calendarHost({ every: "6h" });
    const { calendar, counters } = t.emulator.control;
    const start = t.clock.now().getTime();
    const day = (n: number) => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
    for (let n = -3; n <= 40; n++) calendar.createEvent(ada, graphEvent(`on ${n}`, `${day(n)}T10:00:00`, `${day(n)}T11:00:00`));
    await t.account.refresh();
    await t.advance("6h");
    const newEvents = newEventsOf(t);
    const fullReads: number[] = [];
    for (let n = 1; n <= 20; n++) {
      counters.reset();
      await t.advance("24h");
      if ((counters.report().calls["GET /me/calendars/{calendar}/calendarView/delta"]?.items ?? 0) > 0) fullReads.push(n);
      expect(subjectsOf(t)).toEqual(Array.from({ length: 16 }, (_, i) => `on ${n - 1 + i}`));
    }
    expect(fullReads).toEqual([8, 16]);
    expect(newEvents().filter((line) => !/^(started|ended)/.test(line))).toEqual([]);
  });

  it("notices that a sensor needs a wider window", async () => {
    await using t = await calendarHost();
    t.emulator.control.calendar.createEvent(ada, graphEvent("Far", "2026-04-20T10:00:00", "2026-04-20T11:00:00"));
    await t.advance("61s");
    expect(subjectsOf(t)).toEqual([]);
    await using wide = await t.restart({ plugins: [{ ...t.account.options.plugins[0]!, config: { endOffset: 24 * 60 } }] });
    await wide.advance("61s");
    expect(subjectsOf(wide)).toEqual(["Far"]);
    expect(newEventsOf(wide)()).toEqual([]);
    expect(payloadsOf(wide, "event-created")).toEqual([]);
  });
});

describe("a calendar that refuses delta", () => {
  const view = "GET /me/calendars/{calendar}/calendarView";

  it("is read every five minutes, which is logged, and raises the same events", async () => {
    await using t = await calendarHost();
    const { calendar, counters } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    calendar.setPrimaryOnlyDelta(true);
    await t.account.rescan();
    expect(t.log.filter((line) => line.includes("every 5 minutes"))).toHaveLength(1);
    const newEvents = newEventsOf(t);
    const recurrence = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
      range: { type: "noEnd", startDate: "2026-03-02" },
    };
    const { id } = calendar.createEvent(ada, graphEvent("Game", "2026-03-02T18:00:00", "2026-03-02T20:00:00", { recurrence }), "Club");
    await t.advance("6m");
    expect(newEvents()).toEqual(["created Game"]);
    expect(t.sensor("calendar/club").attributes).toMatchObject({ subject: "Game", recurrence: "FREQ=WEEKLY;BYDAY=MO;WKST=SU" });

    counters.reset();
    await t.advance("60m");
    expect(callCountsOf(t)[view]).toBe(12);
    expect(callCountsOf(t)["GET /me/events/{event}"]).toBeUndefined();

    calendar.patchEvent(ada, id, { subject: "Match" });
    await t.advance("5m");
    expect(newEvents()).toEqual(["modified Match"]);
    const [, second] = calendar.view(ada, "2026-03-01T00:00:00Z", "2026-03-30T00:00:00Z", "Club");
    calendar.deleteEvent(ada, second!.id);
    await t.advance("5m");
    expect(newEvents()).toEqual(["removed Match"]);
    calendar.deleteEvent(ada, id);
    await t.advance("5m");
    expect(newEvents()).toEqual(["removed Match"]);
    expect(subjectsOf(t, "calendar/club")).toEqual([]);

    await t.account.call("calendar/create-event", { sensor: "club", subject: "Cup", start: "2026-03-04" });
    expect(subjectsOf(t, "calendar/club")).toEqual(["Cup"]);
    expect(payloadsOf(t, "event-created").at(-1)).toMatchObject({ subject: "Cup", origin: "casement" });
  });

  it("is read this way from the first refusal on", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    await t.account.rescan();
    calendar.setPrimaryOnlyDelta(true);
    calendar.createEvent(ada, graphEvent("Game", "2026-03-03T18:00:00", "2026-03-03T20:00:00"), "Club");
    await t.advance("61s");
    expect(t.sensor("calendar/club")).toMatchObject({ stale: false, attributes: { subject: "Game" } });
    expect(payloadsOf(t, "event-created")).toHaveLength(1);
  });

  it("is tried with delta again a day later", async () => {
    await using t = await calendarHost({ every: "1h" });
    const { calendar, counters } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    calendar.setPrimaryOnlyDelta(true);
    await t.account.rescan();
    calendar.setPrimaryOnlyDelta(false);
    const newEvents = newEventsOf(t);
    await t.advance("23h");
    expect(callCountsOf(t)[view]).toBeGreaterThan(10);
    await t.advance("3h");
    counters.reset();
    await t.advance("5h");
    expect(callCountsOf(t)[view]).toBeUndefined();
    expect(newEvents()).toEqual([]);
  });
});
