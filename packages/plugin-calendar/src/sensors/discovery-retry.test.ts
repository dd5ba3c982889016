import { expect, it } from "vitest";
import { ada, calendarHost, graphEvent, newEventsOf, subjectsOf } from "../../test/calendar.fixture.ts";

it("when Graph fails at the first start, the calendars appear minutes after it recovers, without a rescan", async () => {
  await using t = await calendarHost({ signedOut: true });
  const { calendar, faults } = t.emulator.control;
  calendar.createEvent(ada, graphEvent("Lunch", "2026-03-02T11:00:00", "2026-03-02T12:00:00"));
  faults.add({ path: "/me*", status: 429, retryAfter: "90" });
  await t.signIn();
  await t.advance("5m");
  expect(t.host.index()).toEqual([]);
  faults.clear();
  await t.advance("8m");
  expect(t.host.index().map(({ id, stale }) => [id, stale])).toEqual([["home/calendar/calendar", false]]);
  expect(subjectsOf(t)).toEqual(["Lunch"]);
});

it("a calendar that could not be listed for hours is found afterward", async () => {
  await using t = await calendarHost({ every: "24h" });
  const { calendar, faults } = t.emulator.control;
  faults.add({ path: "/me/calendars", status: 500 });
  calendar.createCalendar(ada, { name: "Club" });
  await t.account.rescan();
  await t.advance("3h");
  const newEvents = newEventsOf(t);
  faults.clear();
  await t.advance("61m");
  expect(t.host.index().map(({ id, stale }) => [id, stale])).toEqual([
    ["home/calendar/calendar", false],
    ["home/calendar/club", false],
  ]);
  expect(newEvents()).toEqual([]);
});

it("a user without a mailbox, such as a guest, learns why there are no calendars", async () => {
  await using t = await calendarHost({ signedOut: true });
  t.emulator.control.faults.add({ path: "/me/calendars", status: 404, code: "MailboxNotEnabledForRESTAPI" });
  await t.signIn();
  await t.advance("1m");
  expect(t.account.status().problem?.message).toContain("The user has no mailbox in this organization");
});
