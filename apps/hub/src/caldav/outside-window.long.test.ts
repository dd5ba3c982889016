import { expect, it } from "vitest";
import { ada, daily, range, timed } from "../../test/caldav/caldav-rig.fixture.ts";
import { eventText, hourOn, startCalendar } from "../../test/caldav/calendar-rig.fixture.ts";

const summer = range("20280601T000000Z", "20280701T000000Z");

it("a search outside of the window asks Microsoft 365, once an hour, and what it finds stays in the collection", async () => {
  const { rig, path } = await startCalendar();
  await using _ = rig;
  const { calendar, counters } = rig.t.emulator.control;
  calendar.createEvent(ada, timed("Jubilee", "2028-06-10T09:00:00", "2028-06-10T10:00:00"));
  calendar.createEvent(ada, timed("Run", "2026-03-03T09:00:00", "2026-03-03T10:00:00", daily("2026-03-03")));
  const camp = {
    recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "numbered", startDate: "2028-06-20", numberOfOccurrences: 3 } },
  };
  calendar.createEvent(ada, timed("Camp", "2028-06-20T09:00:00", "2028-06-20T10:00:00", camp));
  await rig.t.account.refresh();
  const lists = () => counters.report().calls["GET /me/calendars/{calendar}/calendarView"]?.requests ?? 0;
  counters.reset();
  expect(await rig.query(path, summer)).toEqual(["Camp", "Jubilee", "Run"]);
  expect(lists()).toBe(1);
  expect(await rig.query(path, summer)).toEqual(["Camp", "Jubilee", "Run"]);
  expect(lists()).toBe(1);
  expect(await rig.query(path, range("20280101T000000Z", "20280102T000000Z"))).toEqual(["Run"]);
  await rig.t.advance("61m");
  expect(await rig.list(path)).toHaveLength(3);
  counters.reset();
  await rig.query(path, summer);
  expect(lists()).toBe(1);
  await using again = await rig.restart({ agenda: { from: -90, to: 400 } });
  expect(await again.list(path)).toHaveLength(3);
});

it("a search within the window asks nobody, and one that fails answers with what is there", async () => {
  const { rig, path } = await startCalendar();
  await using _ = rig;
  await rig.put(`${path}a.ics`, eventText("a", "SUMMARY:Lunch", ...hourOn("20260303")));
  const { counters, faults } = rig.t.emulator.control;
  counters.reset();
  expect(await rig.query(path, range("20260301T000000Z", "20260401T000000Z"))).toEqual(["Lunch"]);
  expect(counters.report().requests).toBe(0);
  faults.add({ path: "*/calendarView*", status: 400 });
  expect(await rig.query(path, range("20260301T000000Z", "20280401T000000Z"))).toEqual(["Lunch"]);
});
