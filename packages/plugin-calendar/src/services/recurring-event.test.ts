import { describe, expect, it } from "vitest";
import { calendarHost, callService, newEventsOf, subjectsOf } from "../../test/calendar.fixture.ts";

describe("a recurring event", () => {
  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "keeps its wall-clock time when the clock changes in %s",
    async (timeZone) => {
      await using t = await calendarHost({ account: { timeZone }, config: { endOffset: 24 * 300 }, every: "24h" });
      const created = await callService(t, "create-event", {
        subject: "Class",
        start: "2026-03-06T18:30",
        end: "2026-03-06T20:00",
        recurrence: "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261127",
      });
      expect(created.recurrence).toMatch(/^FREQ=WEEKLY;BYDAY=FR;WKST=MO;UNTIL=2026112[78]T\d{6}Z$/);
      const { events } = await callService(t, "list-events", { start: "2026-03-01", end: "2027-01-01", rules: true });
      expect(events).toHaveLength(39);
      expect(new Set(events.map((event: any) => event.start.slice(11, 16)))).toEqual(new Set(["18:30"]));
      expect(new Set(events.map((event: any) => event.recurrence))).toEqual(new Set([created.recurrence]));
      expect(events.at(-1).start.slice(0, 10)).toBe("2026-11-27");
      // The occurrences that the feed completes equal those that Graph returns, except for the link, which leads to the series.
      const shown = t.sensor("calendar/calendar").attributes.events as Record<string, unknown>[];
      expect(shown.map(({ webLink, ...event }) => event)).toEqual(events.map(({ webLink, ...event }: any) => event));
    },
  );

  it("is announced as one event, with Casement as its origin, also when it is changed and removed", async () => {
    await using t = await calendarHost();
    const newEvents = newEventsOf(t);
    const { id } = await callService(t, "create-event", {
      subject: "Run",
      start: "2026-03-03T07:00",
      end: "2026-03-03T08:00",
      recurrence: "FREQ=DAILY;COUNT=5",
    });
    const listed = t.sensor("calendar/calendar").attributes.events as { id: string }[];
    await callService(t, "modify-event", { id: listed[2]!.id, series: true, subject: "Jog" });
    expect(new Set(subjectsOf(t))).toEqual(new Set(["Jog"]));
    await callService(t, "modify-event", { id: listed[2]!.id, subject: "Sprint" });
    expect(subjectsOf(t)).toEqual(["Jog", "Jog", "Sprint", "Jog", "Jog"]);
    await callService(t, "remove-event", { id: listed[4]!.id });
    expect(subjectsOf(t)).toHaveLength(4);
    await callService(t, "remove-event", { id: listed[1]!.id, series: true });
    expect(subjectsOf(t)).toEqual([]);
    expect(newEvents()).toEqual(["created Run", "modified Jog", "modified Sprint", "removed Jog", "removed Jog"]);
    const all = t.events.filter(({ type }) => type.startsWith("calendar/event-")).map(({ payload }) => payload as any);
    expect(all.map(({ origin }) => origin)).toEqual(Array(5).fill("casement"));
    expect(all.at(-1).id).toBe(id);
  });

  it("can be moved to another day as a whole, and can get another rule", async () => {
    await using t = await calendarHost();
    const { id } = await callService(t, "create-event", {
      subject: "Run",
      start: "2026-03-03T07:00",
      end: "2026-03-03T08:00",
      recurrence: "FREQ=DAILY;COUNT=3",
    });
    await callService(t, "modify-event", { id, start: "2026-03-05T09:00" });
    const starts = () => (t.sensor("calendar/calendar").attributes.events as { start: string }[]).map(({ start }) => start.slice(5, 16));
    expect(starts()).toEqual(["03-05T09:00", "03-06T09:00", "03-07T09:00"]);
    await callService(t, "modify-event", { id, recurrence: "FREQ=DAILY;INTERVAL=2;COUNT=2" });
    expect(starts()).toEqual(["03-05T09:00", "03-07T09:00"]);
    const [occurrence] = t.sensor("calendar/calendar").attributes.events as [{ id: string }];
    await expect(callService(t, "modify-event", { id: occurrence.id, recurrence: "FREQ=DAILY" })).rejects.toMatchObject({
      message: expect.stringContaining("series: true"),
    });
    await callService(t, "modify-event", { id: occurrence.id, series: true, recurrence: null });
    expect(starts()).toEqual(["03-05T09:00"]);
  });
});
