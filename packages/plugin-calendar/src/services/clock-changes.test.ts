import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService } from "../../test/calendar.fixture.ts";

describe("hours that the clock skips", () => {
  const cases = [
    ["Europe/Berlin", "2026-03-29", "02"],
    ["America/New_York", "2026-03-08", "02"],
    ["Pacific/Auckland", "2026-09-27", "02"],
  ] as const;

  it.each(cases)("in %s, %s: no time in them is taken, whether start or end", async (timeZone, date, hour) => {
    await using t = await calendarHost({ account: { timeZone } });
    const at = (time: string) => `${date}T${time}`;
    for (const [start, end, field] of [
      [`${hour}:30`, "03:00", "start"],
      [`${hour}:15`, "03:15", "start"],
      ["01:30", `${hour}:30`, "end"],
    ] as const)
      await expect(callService(t, "create-event", { subject: "x", start: at(start), end: at(end) })).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringMatching(`^${field}: does not exist: in ${timeZone}, the clock goes forward from 02:00 to 03:00`),
      });
    const { id } = await callService(t, "create-event", { subject: "x", start: at("01:30"), end: at("03:30") });
    expect(t.emulator.control.calendar.events(ada)).toHaveLength(1);
    for (const [service, input] of [
      ["modify-event", { id, start: at("02:30") }],
      ["list-events", { start: at("02:30"), end: at("05:00") }],
      ["get-schedule", { emails: [ada], start: at("00:30"), end: at("02:30") }],
      ["respond-to-event", { id, response: "decline", proposedNewTime: { start: at("02:30"), end: at("04:30") } }],
    ] as const)
      await expect(callService(t, service, input)).rejects.toMatchObject({ message: expect.stringContaining("does not exist") });
  });

  it.each(["UTC", "Asia/Kolkata"])("%s has none", async (timeZone) => {
    await using t = await calendarHost({ account: { timeZone } });
    const event = await callService(t, "create-event", { subject: "x", start: "2026-03-29T02:30", end: "2026-03-29T03:00" });
    expect(event.start.slice(0, 16)).toBe("2026-03-29T02:30");
  });
});

describe("series that begin in a repeated hour", () => {
  it.each([
    ["Europe/Berlin", "2026-10-25T02:30+01:00", "FREQ=MONTHLY;BYMONTHDAY=25;COUNT=9", "02:30", "W. Europe Standard Time"],
    ["America/New_York", "2026-11-01T01:30-05:00", "FREQ=WEEKLY;BYDAY=SU;COUNT=30", "01:30", "Eastern Standard Time"],
    ["Pacific/Auckland", "2026-04-05T02:30+12:00", "FREQ=WEEKLY;BYDAY=SU;COUNT=30", "02:30", "New Zealand Standard Time"],
  ])("keep the local time of %s", async (timeZone, start, recurrence, time, windows) => {
    await using t = await calendarHost({ account: { timeZone } });
    const end = start.replace(":30", ":45");
    const { id } = await callService(t, "create-event", { subject: "x", start, end, recurrence });
    const [event] = t.emulator.control.calendar.events(ada) as any[];
    expect(event.originalStartTimeZone).toBe(windows);
    expect(event.recurrence.range.recurrenceTimeZone).toBe(windows);
    const { events } = await callService(t, "list-events", { start: "2026-03-01", end: "2027-12-01" });
    // On the morning of a clock change, Outlook moves what falls into the gap.
    const times = events.map((each: { start: string }) => each.start.slice(11, 16));
    expect(times.filter((each: string) => each !== time).length).toBeLessThanOrEqual(1);
    await callService(t, "modify-event", { id, series: true, subject: "y", reminder: 5 });
    expect((t.emulator.control.calendar.events(ada) as any[])[0].originalStartTimeZone).toBe(windows);
  });

  it("also when a single event in that hour, which is written in UTC, becomes a series", async () => {
    await using t = await calendarHost({ account: { timeZone: "America/New_York" } });
    const { id } = await callService(t, "create-event", { subject: "x", start: "2026-11-01T01:30-05:00", end: "2026-11-01T01:45-05:00" });
    expect((t.emulator.control.calendar.events(ada) as any[])[0].originalStartTimeZone).toBe("UTC");
    await callService(t, "modify-event", { id, recurrence: "FREQ=WEEKLY;BYDAY=SU;COUNT=30" });
    const { events } = await callService(t, "list-events", { start: "2026-11-01", end: "2027-12-01" });
    expect(new Set(events.map((each: { start: string }) => each.start.slice(11, 16)))).toEqual(new Set(["01:30"]));
  });
});

describe("words for times", () => {
  it.each([
    ["UTC", "2026-03-03T18:00:00+00:00", "2026-03-02"],
    ["Europe/Berlin", "2026-03-03T18:00:00+01:00", "2026-03-02"],
    ["America/New_York", "2026-03-03T18:00:00-05:00", "2026-03-02"],
    ["Pacific/Auckland", "2026-03-03T18:00:00+13:00", "2026-03-02"],
    ["Asia/Kolkata", "2026-03-03T18:00:00+05:30", "2026-03-02"],
  ])("are read in the account's time zone, %s", async (timeZone, start, today) => {
    await using t = await calendarHost({ account: { timeZone } });
    const { id, ...created } = await callService(t, "create-event", { subject: "x", start: "tomorrow 18:00", end: "19:00" });
    expect(created).toMatchObject({ start, end: start.replace("T18", "T19") });
    expect(await callService(t, "create-event", { subject: "y", start: "today" })).toMatchObject({ allDay: true, start: today });
    expect(await callService(t, "create-event", { subject: "z", start: "friday", end: "sunday" })).toMatchObject({
      allDay: true,
      start: "2026-03-06",
      end: "2026-03-08",
    });
    // A time alone is on the day that the event is on.
    expect(await callService(t, "modify-event", { id, start: "20:00" })).toMatchObject({ start: start.replace("T18", "T20") });
    expect(await callService(t, "modify-event", { id, end: "22:15" })).toMatchObject({ end: start.replace("T18:00", "T22:15") });
    const { events } = await callService(t, "list-events", { start: "tomorrow 20:00", end: "22:00" });
    expect(events.map(({ subject }: { subject: string }) => subject)).toEqual(["x"]);
  });

  it("that are not known are refused with one message", async () => {
    await using t = await calendarHost();
    const error = await callService(t, "create-event", { subject: "x", start: "soon" }).catch((error: Error) => error.message);
    expect(error.match(/start/g)).toHaveLength(1);
    expect(error).toContain("words such as 18:00, tomorrow or friday 18:00");
  });
});
