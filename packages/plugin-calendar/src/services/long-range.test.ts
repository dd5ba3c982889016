import { expect, it } from "vitest";
import { calendarHost, callService } from "../../test/calendar.fixture.ts";

it("lists five years at once, and says how to list more", async () => {
  await using t = await calendarHost();
  await callService(t, "create-event", { subject: "Birthday", start: "2026-05-17", recurrence: "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=17" });
  const { events } = await callService(t, "list-events", { start: "2026-01-01", end: "2030-12-31" });
  expect(events.map(({ start }: { start: string }) => start.slice(0, 4))).toEqual(["2026", "2027", "2028", "2029", "2030"]);
  await expect(callService(t, "list-events", { start: "2026-01-01", end: "2036-01-01" })).rejects.toMatchObject({
    code: "input-invalid",
    message: expect.stringContaining("in parts"),
  });
});
