import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService } from "../../test/calendar.fixture.ts";

describe("time zones that Outlook knows by another name", () => {
  it.each([
    ["Europe/Kyiv", "FLE Standard Time"],
    ["CET", "Romance Standard Time"],
    ["America/Ciudad_Juarez", "Mountain Standard Time"],
    ["Pacific/Kanton", "UTC+13"],
  ])("%s: events and series are written as %s", async (timeZone, windows) => {
    await using t = await calendarHost({ account: { timeZone } });
    const input = { subject: "x", start: "2026-03-04T09:00", end: "2026-03-04T10:00", recurrence: "FREQ=DAILY;COUNT=2" };
    const { id } = await callService(t, "create-event", input);
    await callService(t, "create-event", { subject: "y", start: "2026-03-05" });
    await callService(t, "modify-event", { id, series: true, start: "2026-03-05T09:00" });
    await callService(t, "get-schedule", { emails: [ada], start: "2026-03-04T09:00", end: "2026-03-04T10:00" });
    const [series, day] = t.emulator.control.calendar.events(ada) as any[];
    expect(series).toMatchObject({ originalStartTimeZone: windows, recurrence: { range: { recurrenceTimeZone: windows } } });
    expect(day).toMatchObject({ originalStartTimeZone: windows, isAllDay: true });
    expect((await callService(t, "list-events", { start: "2026-03-05", end: "2026-03-06" })).events).toMatchObject([
      { subject: "y", start: "2026-03-05", end: "2026-03-06" },
      { subject: "x", start: expect.stringContaining("2026-03-05T09:00:00") },
    ]);
  });

  it("refuses a time zone that Outlook does not have, before anything is sent", async () => {
    await using t = await calendarHost();
    const input = { subject: "x", start: "2026-03-04T09:00", end: "2026-03-04T10:00", timeZone: "Antarctica/Troll" };
    await expect(callService(t, "create-event", input)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("that Outlook does not have; use a near one"),
    });
    expect(t.emulator.control.calendar.events(ada)).toEqual([]);
  });
});
