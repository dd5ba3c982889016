import { expect, it } from "vitest";
import { ada, calendarHost, graphEvent } from "../../test/calendar.fixture.ts";

it("reads and shows a window with 10,000 events, and makes few requests afterward", async () => {
  await using t = await calendarHost();
  const { calendar, counters } = t.emulator.control;
  for (let n = 0; n < 10_000; n++) {
    const day = `2026-03-${String(2 + (n % 14)).padStart(2, "0")}`;
    calendar.createEvent(ada, graphEvent(`Slot ${n}`, `${day}T10:00:00`, `${day}T11:00:00`));
  }
  counters.reset();
  await t.advance("61s");
  // Pages of 200 events, and each event once. On a busy machine, the next minute may have begun.
  const { requests, items } = counters.report();
  expect(items).toBe(10_000);
  expect(requests - 50).toBeOneOf([0, 1]);
  expect(t.sensor("calendar/calendar")).toMatchObject({ state: "off", attributes: { truncated: true, events: { length: 100 } } });
  counters.reset();
  await t.advance("2m");
  expect(counters.report()).toMatchObject({ units: 2, items: 0 });
});
