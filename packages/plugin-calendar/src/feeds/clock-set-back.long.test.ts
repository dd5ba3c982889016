import { describe, expect, it } from "vitest";
import { ada, calendarHost, graphEvent, newEventsOf, subjectsOf } from "../../test/calendar.fixture.ts";

const days = ["02", "03", "04", "05", "06"];

async function hostWithEvents() {
  const t = await calendarHost();
  for (const day of days)
    t.emulator.control.calendar.createEvent(ada, graphEvent(`At ${day}`, `2026-03-${day}T10:00:00`, `2026-03-${day}T11:00:00`));
  await t.advance("2m");
  return t;
}

describe("a clock that changes", () => {
  it("forward by days: announces no past starts, only the event in progress", async () => {
    await using t = await hostWithEvents();
    const newEvents = newEventsOf(t);
    t.clock.jump(new Date("2026-03-05T10:20:00Z"));
    await t.advance("1m");
    expect(t.sensor("calendar/calendar")).toMatchObject({ state: "on", attributes: { subject: "At 05" } });
    expect(newEvents()).toEqual(["started At 05"]);
  });

  it("back by minutes: shows the state at once and announces each event once", async () => {
    await using t = await hostWithEvents();
    await t.advance(Date.parse("2026-03-02T10:20:00Z") - t.clock.now().getTime());
    expect(t.sensor("calendar/calendar").state).toBe("on");
    const newEvents = newEventsOf(t);
    t.clock.jump(new Date("2026-03-02T09:50:00Z"));
    await t.advance("1m");
    expect(t.sensor("calendar/calendar").state).toBe("off");
    await t.advance("90m");
    expect(newEvents()).toEqual(["ended At 02"]);
  });

  it("back by days, as when a wrong clock is corrected: reads and announces as before", async () => {
    await using t = await hostWithEvents();
    t.clock.jump(new Date("2026-03-06T12:00:00Z"));
    await t.advance("2m");
    const newEvents = newEventsOf(t);
    t.clock.jump(new Date("2026-03-03T09:00:00Z"));
    t.emulator.control.calendar.createEvent(ada, graphEvent("Fresh", "2026-03-03T12:00:00", "2026-03-03T13:00:00"));
    await t.advance("2m");
    expect(subjectsOf(t)).toContain("Fresh");
    await t.advance("5h");
    expect(newEvents()).toEqual(["created Fresh", "started At 03", "ended At 03", "started Fresh", "ended Fresh"]);
  });
});
