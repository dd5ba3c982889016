import { createFakeClock } from "@casement/graph-emulator";
import { addDays, localDate, startOfDay } from "@casement/graph-time";
import { expect, it } from "vitest";
import { ada, calendarHost, graphEvent } from "../../test/calendar.fixture.ts";

const steps = 10;

/** Random numbers below `sides`, the same for the same seed. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

it.each([
  ["Europe/Berlin", "2026-03-27T10:00:00Z", 1, "delta"],
  ["Pacific/Auckland", "2026-04-03T10:00:00Z", 3, "delta"],
  ["Asia/Kolkata", "2026-04-03T10:00:00Z", 4, "window reads"],
])("shows what Graph has after any external changes: %s from %s, seed %i, by %s", async (timeZone, start, seed, method) => {
  const clock = createFakeClock(start);
  await using t = await calendarHost({ clock, account: { timeZone }, config: { maxItems: 1000 }, every: "2h", signedOut: true });
  const { calendar, delta } = t.emulator.control;
  calendar.createCalendar(ada, { name: "Club" });
  calendar.setPrimaryOnlyDelta(method !== "delta");
  await t.signIn();
  const roll = createDice(seed);
  const deleted = new Set<string>();
  const rescheduled = new Set<string>();
  let count = 0;

  const time = (day: number, hour: number) =>
    `${new Date(clock.now().getTime() + (day * 24 + hour) * 3_600_000).toISOString().slice(0, 13)}:00:00`;
  const date = (day: number) => time(day, 0).slice(0, 10);
  const shownEvents = () => t.sensor("calendar/club").attributes.events as { id: string; subject: string; allDay: boolean }[];

  const create = () => {
    const day = roll(18) - 2;
    const subject = `Event ${count++}`;
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
  const changeSomething = () => {
    const all = calendar.view(ada, time(-3, 0), time(18, 0), "Club");
    const event = all[roll(Math.max(1, all.length))];
    if (!event || roll(3) === 0) return create();
    const target = event.seriesMasterId && roll(2) ? event.seriesMasterId : event.id;
    switch (roll(5)) {
      case 0:
        if (target === event.id && shownEvents().some(({ id }) => id === target)) deleted.add(target);
        if (target !== event.id) rescheduled.add(target);
        return calendar.deleteEvent(ada, target);
      case 1:
        return calendar.patchEvent(ada, target, { subject: `Event ${count++}` });
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
  let eventCount = t.events.length;
  for (let step = 0; step < steps; step++) {
    deleted.clear();
    rescheduled.clear();
    for (let n = roll(4); n >= 0; n--) changeSomething();
    await t.advance([2, 2, 2, 26][roll(4)]! * 3_600_000);
    await t.account.refresh();

    const today = localDate(clock.now(), timeZone);
    const [from, until] = [addDays(today, -1), addDays(today, 15)].map((day) => startOfDay(day, timeZone).toISOString()) as [
      string,
      string,
    ];
    // Graph's window has all-day events of the days before and after too, where the account's time zone is not that of the event.
    const isOnDay = ({ isAllDay, start, end }: any) =>
      !isAllDay || (end.dateTime.slice(0, 10) > addDays(today, -1) && start.dateTime.slice(0, 10) < addDays(today, 15));
    const inWindow = calendar.view(ada, from, until, "Club").filter(isOnDay);
    const expected = inWindow.map(({ id, subject, isAllDay }) => `${id} ${subject} ${isAllDay}`);
    expect(
      shownEvents()
        .map(({ id, subject, allDay }) => `${id} ${subject} ${allDay}`)
        .sort(),
      `step ${step}`,
    ).toEqual(expected.sort());

    const newEvents = t.events.slice(eventCount).map(({ type, payload }) => ({ type, id: (payload as { id: string }).id }));
    eventCount = t.events.length;
    const announced = new Set(newEvents.filter(({ type }) => type === "calendar/event-removed").map(({ id }) => id));
    const existing = new Set(
      [...calendar.events(ada, "Club"), ...calendar.view(ada, time(-90, 0), time(90, 0), "Club")].map(({ id }) => id),
    );
    for (const id of announced) expect(existing.has(id), `step ${step}: ${id} is announced as removed, but exists`).toBe(false);
    const isOfRescheduledSeries = (id: string) => [...rescheduled].some((master) => id.startsWith(master.replace(/=+$/, "")));
    for (const id of deleted)
      if (!isOfRescheduledSeries(id)) expect(announced.has(id), `step ${step}: ${id} was removed, but not announced`).toBe(true);
    for (const { type, id } of newEvents) {
      if (type !== "calendar/event-created") continue;
      expect(created.has(id), `step ${step}: ${id} is announced as created twice`).toBe(false);
      created.add(id);
    }
  }
  expect(created.size).toBeGreaterThan(3);
});
