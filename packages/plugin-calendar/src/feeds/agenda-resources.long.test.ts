import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { agendaCollection, createTokenMirror, dailySeries, resourcesOf } from "../../test/agenda.fixture.ts";
import { ada, calendarHost, graphEvent } from "../../test/calendar.fixture.ts";

const agenda = { from: -90, to: 365 };
const day = 86_400_000;

it("keeps the token over midnight, although occurrences come and go", async () => {
  await using t = await calendarHost({ agenda, every: "6h" });
  t.emulator.control.calendar.createEvent(ada, graphEvent("Run", "2026-03-01T09:00:00", "2026-03-01T10:00:00", dailySeries("2026-03-01")));
  await t.account.refresh();
  const { token } = await agendaCollection(t);
  const { counters } = t.emulator.control;
  counters.reset();
  await t.advance("24h");
  await t.advance("24h");
  expect((await agendaCollection(t)).token).toBe(token);
  // No calendar view is read again, only what changed: nothing.
  expect(counters.report().items).toBeLessThan(5);
});

it("deletes nothing over 400 days that still exists, and nothing else stays", async () => {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  await using t = await calendarHost({ agenda, clock });
  let once = await t.restart({ mode: "once" });
  const { calendar } = once.emulator.control;
  const at = (offset: number, hour: string) => `${new Date(clock.now().getTime() + offset * day).toISOString().slice(0, 10)}T${hour}:00:00`;
  const created = new Map<string, string>();
  const create = (subject: string, offset: number, more = {}) =>
    created.set(subject, calendar.createEvent(ada, graphEvent(subject, at(offset, "10"), at(offset, "11"), more)).id);
  for (const offset of [-80, -1, 0, 20, 300]) create(`at ${offset}`, offset);
  const range = { type: "numbered", startDate: at(-20, "10").slice(0, 10), numberOfOccurrences: 30, recurrenceTimeZone: "UTC" };
  create("course", -20, { recurrence: { pattern: { type: "daily", interval: 1 }, range } });
  await once.account.refresh();
  const [lesson] = calendar.view(ada, at(5, "00"), at(6, "00"));
  calendar.patchEvent(ada, lesson!.id, { subject: "excursion" });
  await once.account.refresh();
  const mirror = createTokenMirror();
  await mirror.sync(once);
  expect([...mirror.etags.keys()].sort()).toEqual([...created.values()].sort());
  const before = new Map(mirror.etags);
  const removed: string[] = [];
  for (let month = 0; month < 20; month++) {
    // While the hub is off, so that 400 days take seconds.
    await once.host.stop();
    await clock.advance(20 * day);
    once = await once.restart();
    await once.account.refresh();
    await mirror.sync(once);
    for (const id of before.keys())
      if (!removed.includes(id)) expect([month, id, mirror.etags.get(id)]).toEqual([month, id, before.get(id)]);
    if (month === 10) {
      // Long out of the window.
      calendar.deleteEvent(ada, created.get("at -80")!);
      calendar.patchEvent(ada, created.get("at -1")!, { subject: "renamed" });
      removed.push(created.get("at -80")!, created.get("at -1")!);
    }
  }
  expect(mirror.etags.has(removed[0]!)).toBe(false);
  expect([...(await resourcesOf(once)).keys()].sort()).toEqual(["at 0", "at 20", "at 300", "course", "renamed"]);
  expect((await resourcesOf(once)).get("course")!.components.slice(1)).toMatchObject([{ summary: "excursion" }]);
  once = await once.restart();
  await mirror.sync(once);
  await once.host.stop();
}, 60_000);
