import { expect, it } from "vitest";
import { ada, calendarHost, callCountsOf, graphEvent, newEventsOf } from "../../test/calendar.fixture.ts";

it("a mailbox that returns 404 for a while is not taken for empty, and its calendars are not listed too often", async () => {
  await using t = await calendarHost();
  t.emulator.control.calendar.createEvent(ada, graphEvent("Lunch", "2026-03-02T11:00:00", "2026-03-02T12:00:00"));
  await t.advance("1m");
  const newEvents = newEventsOf(t);
  t.emulator.control.counters.reset();
  t.emulator.control.faults.add({ path: "/me/calendars*", status: 404, code: "ErrorMailboxNotEnabled" });
  await t.advance("30m");
  expect(t.sensor("calendar/calendar")).toMatchObject({ stale: true, gone: false, attributes: { subject: "Lunch" } });
  t.emulator.control.faults.clear();
  await t.advance("6m");
  expect(t.sensor("calendar/calendar")).toMatchObject({ stale: false, gone: false, attributes: { subject: "Lunch" } });
  expect(newEvents()).toEqual([]);
  // At the first failure, then 1, 2, 4, 8 and 16 minutes later.
  expect(callCountsOf(t)["GET /me/calendars"] ?? 0).toBeLessThanOrEqual(7);
});
