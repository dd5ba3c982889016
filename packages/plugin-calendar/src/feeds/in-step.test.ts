import { createFakeClock } from "@casement/graph-emulator";
import { addDays, localDate, startOfDay } from "@casement/graph-time";
import { expect, it } from "vitest";
import { ada, calendarHost, graphEvent } from "../calendar.fixture.ts";

const steps = 10;

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

it.each([
  ["Europe/Berlin", "2026-03-27T10:00:00Z", 1, "delta"],
  ["Pacific/Auckland", "2026-04-03T10:00:00Z", 3, "delta"],
  ["Asia/Kolkata", "2026-04-03T10:00:00Z", 4, "plain reads"],
])("is in step whatever happens elsewhere: %s from %s, seed %i, by %s", async (timeZone, start, seed, way) => {
  const clock = createFakeClock(start);
  await using t = await calendarHost({ clock, account: { timeZone }, config: { maxItems: 1000 }, every: "2h", signedOut: true });
  const { calendar, delta } = t.emulator.control;
  calendar.createCalendar(ada, { name: "Club" });
  calendar.setPrimaryOnlyDelta(way !== "delta");
  await t.signIn();
  const roll = dice(seed);
  const removed = new Set<string>();
  const rescheduled = new Set<string>();
  let made = 0;

  const time = (day: number, hour: number) =>
    `${new Date(clock.now().getTime() + (day * 24 + hour) * 3_600_000).toISOString().slice(0, 13)}:00:00`;
  const date = (day: number) => time(day, 0).slice(0, 10);
  const shown = () => t.sensor("calendar/club").attributes.events as { id: string; subject: string; allDay: boolean }[];

  const create = () => {
    const day = roll(18) - 2;
    const subject = `Event ${made++}`;
    const event = roll(2)
      ? graphEvent(subject, time(day, 1), time(day, 2))
      : graphEvent(subject, date(day), addDays(date(day), 1 + roll(3)));
    const startDate = (event.start as { dateTime: string }).dateTime.slice(0, 10);
    const range = { type: "numbered", startDate, numberOfOccurrences: 1 + roll(20), recurrenceTimeZone: "UTC" };
    calendar.createEvent(
      ada,
      roll(2) ? event : { ...event, recurrence: { pattern: { type: "daily", interval: 1 + roll(3) }, range } },
      "Club",
    );
  };
  const act = () => {
    const all = calendar.view(ada, time(-3, 0), time(18, 0), "Club");
    const event = all[roll(Math.max(1, all.length))];
    if (!event || roll(3) === 0) return create();
    const target = event.seriesMasterId && roll(2) ? event.seriesMasterId : event.id;
    switch (roll(5)) {
      case 0:
        if (target === event.id && shown().some(({ id }) => id === target)) removed.add(target);
        if (target !== event.id) rescheduled.add(target);
        return calendar.deleteEvent(ada, target);
      case 1:
        return calendar.patchEvent(ada, target, { subject: `Event ${made++}` });
      case 2:
        return delta.expire();
      case 3: {
        const day = roll(40) - 3;
        rescheduled.add(target);
        const moved = event.isAllDay ? graphEvent("", date(day), addDays(date(day), 1)) : graphEvent("", time(day, 3), time(day, 5));
        return calendar.patchEvent(ada, target, { start: moved.start, end: moved.end });
      }
      default:
        return create();
    }
  };

  const created = new Set<string>();
  let seen = t.events.length;
  for (let step = 0; step < steps; step++) {
    removed.clear();
    rescheduled.clear();
    for (let n = roll(4); n >= 0; n--) act();
    await t.advance([2, 2, 2, 26][roll(4)]! * 3_600_000);
    await t.account.refresh();

    const today = localDate(clock.now(), timeZone);
    const [from, until] = [addDays(today, -1), addDays(today, 15)].map((day) => startOfDay(day, timeZone).toISOString()) as [
      string,
      string,
    ];
    const there = calendar.view(ada, from, until, "Club").map(({ id, subject, isAllDay }) => `${id} ${subject} ${isAllDay}`);
    expect(
      shown()
        .map(({ id, subject, allDay }) => `${id} ${subject} ${allDay}`)
        .sort(),
      `step ${step}`,
    ).toEqual(there.sort());

    const news = t.events.slice(seen).map(({ type, payload }) => ({ type, id: (payload as { id: string }).id }));
    seen = t.events.length;
    const told = new Set(news.filter(({ type }) => type === "calendar/event-removed").map(({ id }) => id));
    const left = new Set([...calendar.events(ada, "Club"), ...calendar.view(ada, time(-90, 0), time(90, 0), "Club")].map(({ id }) => id));
    for (const id of told) expect(left.has(id), `step ${step}: ${id} is told as removed, but is there`).toBe(false);
    const swept = (id: string) => [...rescheduled].some((master) => id.startsWith(master.replace(/=+$/, "")));
    for (const id of removed) if (!swept(id)) expect(told.has(id), `step ${step}: ${id} was removed, but not told`).toBe(true);
    for (const { type, id } of news) {
      if (type !== "calendar/event-created") continue;
      expect(created.has(id), `step ${step}: ${id} is told as created twice`).toBe(false);
      created.add(id);
    }
  }
  expect(created.size).toBeGreaterThan(3);
});
