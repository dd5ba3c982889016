import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ada, calendarHost, callService, newEventsOf, payloadsOf, subjectsOf } from "../../test/calendar.fixture.ts";

describe("create-event", () => {
  it("shows the event at once and announces it once, with Casement as its origin", async () => {
    await using t = await calendarHost();
    const newEvents = newEventsOf(t);
    const created = await callService(t, "create-event", {
      subject: "Lunch",
      start: "2026-03-03T12:00",
      end: "2026-03-03T13:00",
      location: "Canteen",
    });
    expect(created).toMatchObject({ subject: "Lunch", start: "2026-03-03T12:00:00+01:00", location: "Canteen" });
    expect(subjectsOf(t)).toEqual(["Lunch"]);
    await t.advance("2m");
    expect(newEvents()).toEqual(["created Lunch"]);
    expect(payloadsOf(t, "event-created")[0]).toMatchObject({ id: created.id, origin: "casement" });
  });

  it("sends text as text, with its line breaks, and HTML as HTML", async () => {
    await using t = await calendarHost();
    const base = { subject: "x", start: "2026-03-03" };
    const text = await callService(t, "create-event", { ...base, body: "one\n\ntwo <b>" });
    expect(text.body).toBe("one\n\ntwo <b>");
    const html = await callService(t, "create-event", { ...base, body: "<p>one</p><p>two</p>", bodyType: "HTML" });
    expect(html.body).toBe("one\ntwo");
  });

  it("accepts Graph's values in any spelling, and lists of categories", async () => {
    await using t = await calendarHost();
    const input = {
      subject: "x",
      start: "2026-03-03",
      showAs: "working_elsewhere",
      sensitivity: "Private",
      importance: "HIGH",
      categories: ["Blue", "Red"],
    };
    expect(await callService(t, "create-event", input)).toMatchObject({
      showAs: "workingElsewhere",
      sensitivity: "private",
      importance: "high",
      categories: ["Blue", "Red"],
    });
    await expect(callService(t, "create-event", { ...input, showAs: "asleep" })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("sends only what is given", async () => {
    await using t = await calendarHost();
    const withoutReminder = await callService(t, "create-event", {
      subject: "x",
      start: "2026-03-03T10:00Z",
      end: "2026-03-03T11:00Z",
      reminder: null,
    });
    expect(withoutReminder.reminder).toBeNull();
    const withReminder = await callService(t, "create-event", {
      subject: "y",
      start: "2026-03-03T10:00Z",
      end: "2026-03-03T11:00Z",
      reminder: 45,
      onlineMeeting: true,
    });
    expect(withReminder).toMatchObject({ reminder: 45, joinUrl: expect.stringContaining("https://teams.microsoft.com/") });
  });

  it.each([
    ["UTC", "2026-03-29T09:00:00+00:00"],
    ["Europe/Berlin", "2026-03-29T09:00:00+02:00"],
    ["America/New_York", "2026-03-29T09:00:00-04:00"],
    ["Pacific/Auckland", "2026-03-29T09:00:00+13:00"],
    ["Asia/Kolkata", "2026-03-29T09:00:00+05:30"],
  ])("reads local times in the account's time zone, %s, and keeps all-day events on their day", async (timeZone, start) => {
    await using t = await calendarHost({ account: { timeZone } });
    const timed = await callService(t, "create-event", { subject: "x", start: "2026-03-29T09:00", end: "2026-03-29T10:00" });
    expect(timed.start).toBe(start);
    expect(await callService(t, "create-event", { subject: "x", start, end: start })).toMatchObject({ start, end: start });
    expect(await callService(t, "create-event", { subject: "y", start: "2026-03-29" })).toMatchObject({
      allDay: true,
      start: "2026-03-29",
      end: "2026-03-30",
    });
    const three = await callService(t, "create-event", { subject: "y", start: "2026-03-29T08:00", end: "2026-03-31T17:00", allDay: true });
    expect(three).toMatchObject({ allDay: true, start: "2026-03-29", end: "2026-04-01" });
  });

  it("keeps the second of two repeated hours when the clock goes back, and accepts another time zone", async () => {
    await using t = await calendarHost();
    const night = { subject: "x", start: "2026-10-25T02:30:00+01:00", end: "2026-10-25T02:45:00+01:00" };
    expect(await callService(t, "create-event", night)).toMatchObject({ start: night.start, end: night.end });
    const inNewYork = { subject: "x", start: "2026-03-10T09:00", end: "2026-03-10T10:00", timeZone: "America/New_York" };
    expect((await callService(t, "create-event", inNewYork)).start).toBe("2026-03-10T14:00:00+01:00");
  });

  it("invites everyone whom an email names, with the name", async () => {
    await using t = await calendarHost();
    const attendees = [
      { email: '"Reed, Ada" <ada.reed@x.example>, Ben <ben@y.example>', type: "optional" },
      { email: "Cy <cy@z.example>", name: "Cyrus" },
      { email: "dee@z.example;" },
    ];
    const created = await callService(t, "create-event", { subject: "x", start: "2026-03-03", attendees });
    expect(created.attendees.map(({ email, name, type }: any) => [email, name ?? email, type])).toEqual([
      ["ada.reed@x.example", "Reed, Ada", "optional"],
      ["ben@y.example", "Ben", "optional"],
      ["cy@z.example", "Cyrus", "required"],
      ["dee@z.example", "dee@z.example", "required"],
    ]);
  });

  it("creates one event for the same transactionId", async () => {
    await using t = await calendarHost();
    const input = { subject: "Once", start: "2026-03-03", transactionId: "abc" };
    const [one, two] = [await callService(t, "create-event", input), await callService(t, "create-event", input)];
    expect(one.id).toBe(two.id);
    expect(subjectsOf(t)).toEqual(["Once"]);
  });

  describe("a mistake", () => {
    let t: Awaited<ReturnType<typeof calendarHost>>;
    beforeAll(async () => {
      t = await calendarHost();
    });
    afterAll(() => t[Symbol.asyncDispose]());

    it.each([
      [{ start: "2026-03-03T10:00" }, "end"],
      [{ start: "2026-03-03T10:00", end: "2026-03-03T09:00" }, "before start"],
      [{ start: "2026-03-03", end: "2026-03-01" }, "before start"],
      [{ start: "2026-03-03T10:00", end: "2026-03-04" }, "give two dates or two times"],
      [{ start: "2026-03-03", end: "2026-03-04", allDay: false }, "allDay"],
      [{ start: "3 March" }, "date"],
      [{ start: "2026-03-03", timeZone: "Mars/Phobos" }, "time zone"],
      [{ start: "2026-03-03", attendees: [{ email: "nobody" }] }, "email address"],
      [
        { start: "2026-03-03", attendees: [{ email: "a@x.example" }, { email: "b@x.example, Reed, Ada <c@x.example>" }] },
        "attendees.1.email",
      ],
      [{ start: "2026-03-03", attendees: [{ email: "a@x.example, b@x.example", name: "Both" }] }, "attendees.0.name"],
      [{ start: "2026-03-03", attendees: [{ email: " " }] }, "attendees.0.email"],
      [{ start: "2026-03-03", recurrence: "FREQ=HOURLY" }, "FREQ must be"],
    ])("explains what is wrong with %j and sends nothing", async (input, words) => {
      await expect(callService(t, "create-event", { subject: "x", ...input })).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringContaining(words),
      });
      expect(t.emulator.control.calendar.events(ada)).toEqual([]);
    });
  });

  it("passes on Graph's error for a calendar that cannot be edited", async () => {
    await using t = await calendarHost({ signedOut: true });
    const eve = "eve@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: eve, displayName: "Eve" });
    t.emulator.control.calendar.shareCalendar(eve, "Calendar", ada, { name: "Eve's", canEdit: false });
    await t.signIn();
    expect(t.sensor("calendar/eves").attributes.canEdit).toBe(false);
    await expect(callService(t, "create-event", { sensor: "eves", subject: "x", start: "2026-03-03" })).rejects.toMatchObject({
      code: "graph-error",
      details: { status: 403 },
    });
  });
});
