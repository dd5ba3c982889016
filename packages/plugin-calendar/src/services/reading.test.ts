import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent, subjectsOf } from "../calendar.fixture.ts";

describe("list-events", () => {
  it("reads all pages of any range through the sensor's filters, without changing the sensor", async () => {
    await using t = await calendarHost({ config: { exclude: ["^No"] } });
    const { calendar } = t.emulator.control;
    for (let n = 0; n < 450; n++)
      calendar.createEvent(ada, graphEvent(n % 2 ? `No ${n}` : `It's ${n}`, "2025-01-10T10:00:00", "2025-01-10T11:00:00"));
    const all = await callService(t, "list-events", { start: "2025-01-01", end: "2025-02-01", maxItems: 1000 });
    expect(all).toMatchObject({ truncated: false, events: { length: 225 } });
    const some = await callService(t, "list-events", { start: "2025-01-01", end: "2025-02-01", search: "it's 1", maxItems: 5 });
    expect(some).toMatchObject({ truncated: true, events: { length: 5 } });
    await expect(callService(t, "list-events", { start: "2025-02-01", end: "2025-01-01" })).rejects.toMatchObject({
      code: "input-invalid",
    });
    expect(subjectsOf(t)).toEqual([]);
  });
});

describe("get-schedule", () => {
  it("says when people are free, and why some schedules cannot be read", async () => {
    await using t = await calendarHost();
    const eve = "eve@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: eve, displayName: "Eve" });
    t.emulator.control.calendar.createEvent(eve, graphEvent("Busy", "2026-03-03T09:00:00", "2026-03-03T10:00:00"));
    const { schedules } = await callService(t, "get-schedule", {
      emails: [eve, "x@unknown.example"],
      start: "2026-03-03T08:00",
      end: "2026-03-03T12:00",
      interval: 60,
    });
    expect(schedules[0]).toMatchObject({
      email: eve,
      availabilityView: "0020",
      items: [{ status: "busy", start: "2026-03-03T10:00:00+01:00", end: "2026-03-03T11:00:00+01:00" }],
    });
    expect(schedules[1].error).toEqual(expect.any(String));
  });
});
