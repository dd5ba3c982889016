import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent, subjectsOf } from "../../test/calendar.fixture.ts";

describe("list-events", () => {
  it("reads all pages of any range through the sensor's filters, without changing the sensor", async () => {
    await using t = await calendarHost({ config: { exclude: ["^No"] } });
    const { calendar } = t.emulator.control;
    for (let n = 0; n < 250; n++)
      calendar.createEvent(ada, graphEvent(n % 2 ? `No ${n}` : `It's ${n}`, "2025-01-10T10:00:00", "2025-01-10T11:00:00"));
    const all = await callService(t, "list-events", { start: "2025-01-01", end: "2025-02-01", maxItems: 1000 });
    expect(all).toMatchObject({ truncated: false, events: { length: 125 } });
    const some = await callService(t, "list-events", { start: "2025-01-01", end: "2025-02-01", search: "it's 1", maxItems: 5 });
    expect(some).toMatchObject({ truncated: true, events: { length: 5 } });
    await expect(callService(t, "list-events", { start: "2025-02-01", end: "2025-01-01" })).rejects.toMatchObject({
      code: "input-invalid",
    });
    expect(subjectsOf(t)).toEqual([]);
  });
});
