import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, calls, graphEvent, newsOf, payloads, subjects } from "../calendar.fixture.ts";

/** Days on which the clocks change, with the zone's midnight before. */
const places = [
  ["UTC", "2026-03-28T12:00:00Z"],
  ["Europe/Berlin", "2026-03-28T12:00:00Z"],
  ["Europe/Berlin", "2026-10-24T12:00:00Z"],
  ["America/New_York", "2026-03-07T12:00:00Z"],
  ["America/New_York", "2026-10-31T12:00:00Z"],
  ["Pacific/Auckland", "2026-04-04T00:00:00Z"],
  ["Pacific/Auckland", "2026-09-26T00:00:00Z"],
  ["Asia/Kolkata", "2026-03-28T12:00:00Z"],
] as const;

describe("the window rolls at local midnight without false events", () => {
  it.each(places)("%s from %s", async (timeZone, start) => {
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
    // What was just made is news only once the hub looks; a later look must not take it for new.
    await t.advance("6h");
    const news = newsOf(t);
    const before = subjects(t);
    counters.reset();
    await t.advance("24h");
    await t.advance("24h");
    expect(news().filter((line) => !/^(started|ended)/.test(line))).toEqual([]);
    expect(before).not.toContain("all 16");
    expect(subjects(t)).toContain("all 16");
    expect(before).toContain("all -1");
    expect(subjects(t)).not.toContain("all -1");
    expect(subjects(t).filter((subject) => subject === "daily")).toHaveLength(before.filter((subject) => subject === "daily").length);
    // An all-day event begins and ends when the day does where the account is.
    const begun = t.events.filter(({ type, payload }) => type === "calendar/event-started" && (payload as any).subject === "all 1");
    expect(begun).toHaveLength(1);
    const local = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      day: "2-digit",
      month: "2-digit",
    }).format(new Date(begun[0]!.at));
    expect(local).toBe(`${day(1).slice(8)}/${day(1).slice(5, 7)}, 00:00`);
    // The old window's last word, the new window, a series or two looked up: a handful a day.
    const { units } = counters.report();
    expect(units).toBeLessThan(2 * (4 + 6));
  });

  it("still tells what really happened on the day's last minutes, once", async () => {
    const clock = createFakeClock("2026-03-02T22:50:00Z");
    await using t = await calendarHost({ clock });
    const { calendar } = t.emulator.control;
    const old = calendar.createEvent(ada, graphEvent("Old", "2026-03-01T10:00:00", "2026-03-01T11:00:00"));
    const gone = calendar.createEvent(ada, graphEvent("Gone", "2026-03-05T10:00:00", "2026-03-05T11:00:00"));
    await t.advance("61s");
    const news = newsOf(t);
    await t.advance(Date.parse("2026-03-02T22:59:58Z") - clock.now().getTime());
    calendar.patchEvent(ada, old.id, { subject: "Older" });
    calendar.deleteEvent(ada, gone.id);
    calendar.createEvent(ada, graphEvent("New", "2026-03-17T10:00:00", "2026-03-17T11:00:00"));
    await t.advance("2m");
    expect(news().sort()).toEqual(["created New", "modified Older", "removed Gone"]);
    expect(subjects(t)).toEqual(["New"]);
  });

  it("notices a window that a sensor wants wider", async () => {
    await using t = await calendarHost();
    t.emulator.control.calendar.createEvent(ada, graphEvent("Far", "2026-04-20T10:00:00", "2026-04-20T11:00:00"));
    await t.advance("61s");
    expect(subjects(t)).toEqual([]);
    await using wide = await t.restart({ plugins: [{ ...t.account.options.plugins[0]!, config: { endOffset: 24 * 60 } }] });
    await wide.advance("61s");
    expect(subjects(wide)).toEqual(["Far"]);
    expect(newsOf(wide)()).toEqual([]);
    expect(payloads(wide, "event-created")).toEqual([]);
  });
});

describe("a calendar that refuses delta", () => {
  const view = "GET /me/calendars/{calendar}/calendarView";

  it("is read as a whole every five minutes, says so, and tells the same events", async () => {
    await using t = await calendarHost();
    const { calendar, counters } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    calendar.setPrimaryOnlyDelta(true);
    await t.account.rescan();
    expect(t.log.filter((line) => line.includes("every 5 minutes"))).toHaveLength(1);
    const news = newsOf(t);
    const recurrence = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
      range: { type: "noEnd", startDate: "2026-03-02" },
    };
    const { id } = calendar.createEvent(ada, graphEvent("Game", "2026-03-02T18:00:00", "2026-03-02T20:00:00", { recurrence }), "Club");
    await t.advance("6m");
    expect(news()).toEqual(["created Game"]);
    expect(t.sensor("calendar/club").attributes).toMatchObject({ subject: "Game", recurrence: "FREQ=WEEKLY;BYDAY=MO;WKST=SU" });

    counters.reset();
    await t.advance("60m");
    expect(calls(t)[view]).toBe(12);
    expect(calls(t)["GET /me/events/{event}"]).toBeUndefined();

    calendar.patchEvent(ada, id, { subject: "Match" });
    await t.advance("5m");
    expect(news()).toEqual(["modified Match"]);
    const [, second] = calendar.view(ada, "2026-03-01T00:00:00Z", "2026-03-30T00:00:00Z", "Club");
    calendar.deleteEvent(ada, second!.id);
    await t.advance("5m");
    expect(news()).toEqual(["removed Match"]);
    calendar.deleteEvent(ada, id);
    await t.advance("5m");
    expect(news()).toEqual(["removed Match"]);
    expect(subjects(t, "calendar/club")).toEqual([]);

    await t.account.call("calendar/create-event", { sensor: "club", subject: "Cup", start: "2026-03-04" });
    expect(subjects(t, "calendar/club")).toEqual(["Cup"]);
    expect(payloads(t, "event-created").at(-1)).toMatchObject({ subject: "Cup", origin: "casement" });
  });

  it("that begins to refuse is read so from then on", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    await t.account.rescan();
    calendar.setPrimaryOnlyDelta(true);
    calendar.createEvent(ada, graphEvent("Game", "2026-03-03T18:00:00", "2026-03-03T20:00:00"), "Club");
    await t.advance("61s");
    expect(t.sensor("calendar/club")).toMatchObject({ stale: false, attributes: { subject: "Game" } });
    expect(payloads(t, "event-created")).toHaveLength(1);
  });

  it("tries delta again a day later", async () => {
    await using t = await calendarHost({ every: "1h" });
    const { calendar, counters } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    calendar.setPrimaryOnlyDelta(true);
    await t.account.rescan();
    calendar.setPrimaryOnlyDelta(false);
    const news = newsOf(t);
    await t.advance("23h");
    expect(calls(t)[view]).toBeGreaterThan(10);
    await t.advance("3h");
    counters.reset();
    await t.advance("5h");
    expect(calls(t)[view]).toBeUndefined();
    expect(news()).toEqual([]);
  });
});
