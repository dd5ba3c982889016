import { expect, it } from "vitest";
import { ada, calendarHost, callCountsOf, graphEvent, subjectsOf } from "../test/calendar.fixture.ts";

const view = "GET /me/calendars/{calendar}/calendarView/delta";
const ben = "ben@contoso.example";

it("all own calendars share one subscription; a calendar of another person is polled", async () => {
  await using t = await calendarHost({ notifications: true });
  const { calendar, subscriptions } = t.emulator.control;
  t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben Ito" });
  calendar.createCalendar(ada, { name: "Family" });
  calendar.shareCalendar(ben, String(calendar.calendars(ben)[0]!.id), ada);
  await t.account.rescan();
  await t.advance("2s");
  expect(subscriptions.list().map(({ resource }) => resource)).toEqual(["me/events"]);
  t.emulator.control.counters.reset();
  await t.advance("10m");
  expect(callCountsOf(t)).toMatchObject({ [view]: 12 });
  calendar.createEvent(ada, graphEvent("Lunch", "2026-03-02T12:00:00", "2026-03-02T13:00:00"), "Family");
  await subscriptions.settled();
  await t.advance("1s");
  expect(subjectsOf(t, "calendar/family")).toEqual(["Lunch"]);
});

it("without the texts of events, Graph reports nothing, and the calendar is polled", async () => {
  await using t = await calendarHost({ notifications: true, config: { basic: true }, account: { enableUpdate: false }, admin: true });
  await t.advance("2s");
  expect(t.emulator.control.subscriptions.list()).toEqual([]);
  expect(t.account.status().warnings).toEqual([]);
});
