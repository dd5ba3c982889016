import { expect, it } from "vitest";
import { ada, calendarHost, callCountsOf, graphEvent, newEventsOf } from "../../test/calendar.fixture.ts";

const statesOf = (t: Awaited<ReturnType<typeof calendarHost>>) =>
  t.host.index().map(({ id, state, gone, error }) => `${id.slice("home/calendar/".length)} ${state}${gone ? " gone" : ""}${error ?? ""}`);

it("a calendar that is removed during an event is gone within minutes, and a new one with its name is found", async () => {
  await using t = await calendarHost({ config: { calendars: [{ calendar: "Club" }] } });
  const { calendar, counters } = t.emulator.control;
  calendar.createCalendar(ada, { name: "Club" });
  calendar.createEvent(ada, graphEvent("Game", "2026-03-02T07:00:00", "2026-03-02T09:00:00"), "Club");
  await t.account.rescan();
  await t.advance("1m");
  expect(statesOf(t)).toEqual(["calendar off", "club on"]);

  const newEvents = newEventsOf(t);
  calendar.removeCalendar(ada, "Club");
  calendar.createCalendar(ada, { name: "Club" });
  await t.advance("2m");
  expect(statesOf(t)).toEqual(["calendar off", "club on gone", "club-2 off"]);

  counters.reset();
  await t.advance("2h");
  expect(newEvents()).toEqual([]);
  expect(callCountsOf(t)["GET /me/calendars"]).toBeUndefined();
});
