import { describe, expect, it } from "vitest";
import { ada, calendarHost, graphEvent, newsOf, subjects } from "../calendar.fixture.ts";

const days = ["02", "03", "04", "05", "06"];

async function aWeek() {
  const t = await calendarHost();
  for (const day of days)
    t.emulator.control.calendar.createEvent(ada, graphEvent(`At ${day}`, `2026-03-${day}T10:00:00`, `2026-03-${day}T11:00:00`));
  await t.advance("2m");
  return t;
}

describe("a clock that jumps", () => {
  it("ahead over days: no old starts, what runs now is shown and told", async () => {
    await using t = await aWeek();
    const news = newsOf(t);
    t.clock.jump(new Date("2026-03-05T10:20:00Z"));
    await t.advance("1m");
    expect(t.sensor("calendar/calendar")).toMatchObject({ state: "on", attributes: { subject: "At 05" } });
    expect(news()).toEqual(["started At 05"]);
  });

  it("back by some minutes: shown at once, told once", async () => {
    await using t = await aWeek();
    await t.advance(Date.parse("2026-03-02T10:20:00Z") - t.clock.now().getTime());
    expect(t.sensor("calendar/calendar").state).toBe("on");
    const news = newsOf(t);
    t.clock.jump(new Date("2026-03-02T09:50:00Z"));
    await t.advance("1m");
    expect(t.sensor("calendar/calendar").state).toBe("off");
    await t.advance("90m");
    expect(news()).toEqual(["ended At 02"]);
  });

  it("back by days, as where a wrong clock is set right: the hub goes on reading and telling", async () => {
    await using t = await aWeek();
    t.clock.jump(new Date("2026-03-06T12:00:00Z"));
    await t.advance("2m");
    const news = newsOf(t);
    t.clock.jump(new Date("2026-03-03T09:00:00Z"));
    t.emulator.control.calendar.createEvent(ada, graphEvent("Fresh", "2026-03-03T12:00:00", "2026-03-03T13:00:00"));
    await t.advance("2m");
    expect(subjects(t)).toContain("Fresh");
    await t.advance("5h");
    expect(news()).toEqual(["created Fresh", "started At 03", "ended At 03", "started Fresh", "ended Fresh"]);
  });
});
