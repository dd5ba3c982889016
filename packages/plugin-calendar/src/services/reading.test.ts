import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent } from "../../test/calendar.fixture.ts";

describe("list-events, page by page", () => {
  const titlesOf = ({ events }: { events: { subject: string }[] }) => events.map(({ subject }) => subject);

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "gives each event once in %s, also those that start together or on whole days",
    async (timeZone) => {
      await using t = await calendarHost({ account: { timeZone } });
      const { calendar } = t.emulator.control;
      for (let n = 0; n < 7; n++) calendar.createEvent(ada, graphEvent(`Same ${n}`, "2026-03-29T10:00:00", "2026-03-29T11:00:00"));
      for (const zone of ["UTC", "New Zealand Standard Time", "Dateline Standard Time"]) {
        const [start, end] = ["2026-03-29", "2026-03-30"].map((date) => ({ dateTime: `${date}T00:00:00`, timeZone: zone }));
        calendar.createEvent(ada, { subject: zone, isAllDay: true, start, end });
      }
      calendar.createEvent(ada, graphEvent("Long", "2026-03-20T10:00:00", "2026-04-02T11:00:00"));
      const range = { start: "2026-03-28", end: "2026-04-01" };
      const whole = titlesOf(await callService(t, "list-events", range));
      expect(whole).toHaveLength(11);
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await callService(t, "list-events", { ...range, maxItems: 3, ...(cursor !== undefined && { cursor }) });
        listed.push(...titlesOf(page));
        ({ cursor } = page);
      } while (cursor !== undefined);
      expect(listed).toEqual(whole);
    },
  );

  it("goes on after the last event, whatever was added or removed meanwhile, and refuses another cursor", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const add = (hour: string) =>
      calendar.createEvent(ada, graphEvent(`At ${hour}`, `2026-03-03T${hour}:00:00`, `2026-03-03T${hour}:30:00`));
    const [, second] = ["10", "11", "12"].map(add);
    const range = { start: "2026-03-03", end: "2026-03-04", maxItems: 2 };
    const { cursor } = await callService(t, "list-events", range);
    calendar.deleteEvent(ada, second!.id as string);
    add("09");
    expect(await callService(t, "list-events", { ...range, cursor })).toMatchObject({ events: [{ subject: "At 12" }], truncated: false });
    await expect(callService(t, "list-events", { ...range, cursor: "2" })).rejects.toMatchObject({ code: "input-invalid" });
  });
});

describe("list-events, all-day events of other time zones", () => {
  const midnight = (date: string, timeZone: string) => ({ dateTime: `${date}T00:00:00`, timeZone });
  const writers = ["UTC", "W. Europe Standard Time", "Eastern Standard Time", "New Zealand Standard Time", "India Standard Time"];
  const extremes = ["Line Islands Standard Time", "Dateline Standard Time"];

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "are on their dates in %s, as in the sensor",
    async (timeZone) => {
      await using t = await calendarHost({ account: { timeZone } });
      const zones = [...writers, ...extremes];
      // On 29 March, 8 March and 5 April a clock changes somewhere.
      for (const zone of zones)
        for (const [date, after] of [
          ["2026-03-08", "2026-03-09"],
          ["2026-03-29", "2026-03-30"],
          ["2026-04-05", "2026-04-06"],
        ] as const)
          t.emulator.control.calendar.createEvent(ada, {
            subject: `${zone} ${date}`,
            isAllDay: true,
            start: midnight(date, zone),
            end: midnight(after, zone),
          });
      const listed = async (start: string, end: string) =>
        (await callService(t, "list-events", { start, end })).events.map(({ subject }: { subject: string }) => subject).sort();
      for (const [before, date, after, later] of [
        ["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"],
        ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"],
        ["2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07"],
      ] as const) {
        const all = zones.map((zone) => `${zone} ${date}`).sort();
        expect(await listed(before, date)).toEqual([]);
        expect(await listed(date, after)).toEqual(all);
        expect(await listed(after, later)).toEqual([]);
        expect(await listed(`${date}T00:00`, `${date}T01:00`)).toEqual(all);
        expect(await listed(`${date}T23:00`, after)).toEqual(all);
        expect(await listed(`${before}T23:00`, `${before}T23:59`)).toEqual([]);
      }
    },
  );

  it("come first in their day, also where the list is cut", async () => {
    await using t = await calendarHost({ account: { timeZone: "America/New_York" } });
    const { calendar } = t.emulator.control;
    for (let n = 1; n <= 3; n++)
      calendar.createEvent(ada, graphEvent(`Call ${n}`, `2026-03-03T0${4 + n}:30:00`, `2026-03-03T0${4 + n}:45:00`));
    calendar.createEvent(ada, {
      subject: "Island",
      isAllDay: true,
      start: midnight("2026-03-03", "Dateline Standard Time"),
      end: midnight("2026-03-04", "Dateline Standard Time"),
    });
    const { events, truncated } = await callService(t, "list-events", { start: "2026-03-03", end: "2026-03-04", maxItems: 2 });
    expect(events.map(({ subject }: { subject: string }) => subject)).toEqual(["Island", "Call 1"]);
    expect(truncated).toBe(true);
  });
});

describe("get-schedule", () => {
  it("says when people are free, and why some schedules cannot be read", async () => {
    await using t = await calendarHost();
    const eve = "eve@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: eve, displayName: "Eve" });
    t.emulator.control.calendar.createEvent(eve, graphEvent("Busy", "2026-03-03T09:00:00", "2026-03-03T10:00:00"));
    const { schedules } = await callService(t, "get-schedule", {
      emails: [`"Holm, Eve" <${eve}>, x@unknown.example`],
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

  it("refuses what is not an address, and more than 20 people", async () => {
    await using t = await calendarHost();
    const period = { start: "2026-03-03T08:00", end: "2026-03-03T12:00" };
    for (const [emails, message] of [
      [["a@x.example", "Holm, Eve <eve@x.example>"], /emails\.1.*part 1 of 2 is not an email address/],
      [["a@x.example, ".repeat(21)], /at most 20 people/],
    ] as const)
      await expect(callService(t, "get-schedule", { emails, ...period })).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringMatching(message),
      });
  });
});
