import { describe, expect, it } from "vitest";
import { ada, calendarHost, calls, daily, graphEvent, newsOf, payloads, subjects } from "../calendar.fixture.ts";

describe("changes elsewhere", () => {
  it("appear within the interval, are told once, and cost nothing when nothing changes", async () => {
    await using t = await calendarHost();
    const { calendar, counters } = t.emulator.control;
    const news = newsOf(t);
    const { id } = calendar.createEvent(ada, graphEvent("Lunch !!-10", "2026-03-02T11:00:00", "2026-03-02T12:00:00"));
    await t.advance("61s");
    expect(news()).toEqual(["created Lunch"]);
    expect(payloads(t, "event-created")).toMatchObject([{ id, origin: "external", start: "2026-03-02T12:00:00+01:00", allDay: false }]);
    expect(t.sensor("calendar/calendar")).toMatchObject({ state: "off", attributes: { subject: "Lunch", offsetReached: false } });

    calendar.patchEvent(ada, id, { subject: "Brunch", location: { displayName: "Kitchen" } });
    await t.advance("61s");
    expect(news()).toEqual(["modified Brunch"]);
    expect(payloads(t, "event-modified")[0].changed).toEqual(["subject", "location"]);

    counters.reset();
    await t.advance("10m");
    expect(counters.report()).toMatchObject({ requests: 10, items: 0 });
    calendar.deleteEvent(ada, id);
    await t.advance("61s");
    await t.advance("10m");
    expect(news()).toEqual(["removed Brunch"]);
    expect(subjects(t)).toEqual([]);
  });

  it("starts and ends to the second, without a request of its own, with the offset moment before", async () => {
    await using t = await calendarHost({ every: "24h" });
    t.emulator.control.calendar.createEvent(ada, graphEvent("Lunch !!-10", "2026-03-02T11:00:00", "2026-03-02T12:00:00"));
    await t.account.refresh();
    t.emulator.control.counters.reset();
    const state = () => [t.sensor("calendar/calendar").state, t.sensor("calendar/calendar").attributes.offsetReached];
    const until = async (time: string) => t.advance(Date.parse(`2026-03-02T${time}Z`) - t.clock.now().getTime());
    await until("10:49:59");
    expect(state()).toEqual(["off", false]);
    await until("10:50:00");
    expect(state()).toEqual(["off", true]);
    await until("10:59:59");
    expect(state()).toEqual(["off", true]);
    await until("11:00:00");
    expect(state()).toEqual(["on", true]);
    await until("12:00:00");
    expect(state()).toEqual(["off", false]);
    const times = t.events.filter(({ type }) => /started|ended/.test(type)).map(({ type, at }) => `${type} ${at}`);
    expect(times).toEqual(["calendar/event-started 2026-03-02T11:00:00.000Z", "calendar/event-ended 2026-03-02T12:00:00.000Z"]);
    expect(Object.keys(calls(t)).filter((call) => call.includes("calendar"))).toEqual([]);
  });

  it("are not told again after a restart, nor is what ran meanwhile", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    calendar.createEvent(ada, graphEvent("Now", "2026-03-02T07:30:00", "2026-03-02T09:00:00"));
    await t.advance("61s");
    await using again = await t.restart();
    calendar.createEvent(ada, graphEvent("New", "2026-03-02T13:00:00", "2026-03-02T14:00:00"));
    await again.advance("61s");
    expect(newsOf(t)()).toEqual([]);
    expect(again.events.map(({ type }) => type)).toEqual(["calendar/event-created"]);
    expect(again.sensor("calendar/calendar").state).toBe("on");
  });

  it("are found after an expired cursor, and nothing is told twice", async () => {
    await using t = await calendarHost();
    const { calendar, delta } = t.emulator.control;
    const one = calendar.createEvent(ada, graphEvent("One", "2026-03-03T11:00:00", "2026-03-03T12:00:00"));
    const gone = calendar.createEvent(ada, graphEvent("Gone", "2026-03-03T11:00:00", "2026-03-03T12:00:00"));
    const series = calendar.createEvent(ada, graphEvent("Series", "2026-03-02T15:00:00", "2026-03-02T16:00:00", { recurrence: daily }));
    await t.advance("61s");
    const news = newsOf(t);
    delta.expire();
    await t.advance("61s");
    expect(news()).toEqual([]);
    delta.expire();
    calendar.deleteEvent(ada, gone.id);
    calendar.deleteEvent(ada, series.id);
    calendar.patchEvent(ada, one.id, { subject: "Two" });
    await t.advance("61s");
    expect(news().sort()).toEqual(["modified Two", "removed Gone", "removed Series"]);
    expect(subjects(t)).toEqual(["Two"]);
  });

  it("that move an event out of the window are modifications, not removals; so is moving it back", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const { id } = calendar.createEvent(ada, graphEvent("Trip", "2026-03-04T11:00:00", "2026-03-04T12:00:00"));
    await t.advance("61s");
    const news = newsOf(t);
    const move = (day: string) => calendar.patchEvent(ada, id, graphEvent("Trip", `${day}T11:00:00`, `${day}T12:00:00`));
    move("2026-05-04");
    await t.advance("61s");
    expect(news()).toEqual(["modified Trip"]);
    expect(payloads(t, "event-modified")[0]).toMatchObject({ start: "2026-05-04T13:00:00+02:00", changed: ["start", "end"] });
    expect(subjects(t)).toEqual([]);
    await t.advance("5m");
    move("2026-03-05");
    await t.advance("61s");
    expect(news()).toEqual(["modified Trip"]);
    expect(subjects(t)).toEqual(["Trip"]);
    calendar.deleteEvent(ada, id);
    await t.advance("61s");
    expect(news()).toEqual(["removed Trip"]);
  });

  it("are told of an invitation, of one's own answer and of its cancellation", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const ben = "ben@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const attendees = [{ type: "required", emailAddress: { address: ada } }];
    const { id } = calendar.createEvent(ben, graphEvent("Review", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }));
    const news = newsOf(t);
    await t.advance("61s");
    expect(news()).toEqual(["created Review"]);
    expect(t.sensor("calendar/calendar").attributes).toMatchObject({ responseStatus: "notResponded", organizer: { email: ben } });

    calendar.respond(ada, calendar.events(ada)[0]!.id, "tentativelyAccepted");
    await t.advance("61s");
    expect(news()).toEqual(["responded Review"]);
    expect(payloads(t, "event-responded")[0]).toMatchObject({ response: "tentativelyAccepted", origin: "external" });

    calendar.cancelEvent(ben, id);
    await t.advance("61s");
    expect(news()).toHaveLength(1);
    expect(payloads(t, "event-removed")[0]).toMatchObject({ cancelled: true });
    calendar.deleteEvent(ada, calendar.events(ada)[0]!.id);
    await t.advance("61s");
    expect(news()).toEqual([]);
  });

  it("are told of an attendee's answer to one's own meeting", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const attendees = [{ type: "required", emailAddress: { address: "eve@elsewhere.example" } }];
    const { id } = calendar.createEvent(ada, graphEvent("Review", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }));
    await t.advance("61s");
    const news = newsOf(t);
    calendar.attendeeResponds(ada, id, "eve@elsewhere.example", "declined");
    await t.advance("61s");
    expect(news()).toEqual(["responded Review"]);
    expect(payloads(t, "event-responded")[0]).toMatchObject({ response: "declined", attendee: "eve@elsewhere.example" });
    expect(t.sensor("calendar/calendar").attributes.attendees).toMatchObject([{ email: "eve@elsewhere.example", response: "declined" }]);
  });
});

describe("a series", () => {
  it("raises one event; its occurrences are whole although delta sends stubs", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const news = newsOf(t);
    const more = { location: { displayName: "Room 1" }, categories: ["Blue"], body: { contentType: "html", content: "<p>Bring cake</p>" } };
    const { id } = calendar.createEvent(
      ada,
      graphEvent("Standup", "2026-03-02T15:00:00", "2026-03-02T15:15:00", { ...more, recurrence: daily }),
    );
    await t.advance("61s");
    expect(news()).toEqual(["created Standup"]);
    expect(payloads(t, "event-created")[0]).toMatchObject({ id, recurrence: "FREQ=DAILY;COUNT=10" });
    const events = t.sensor("calendar/calendar").attributes.events as Record<string, unknown>[];
    expect(events).toHaveLength(10);
    expect(events[9]).toMatchObject({
      subject: "Standup",
      start: "2026-03-11T16:00:00+01:00",
      location: "Room 1",
      body: "Bring cake",
      seriesMasterId: id,
      recurrence: "FREQ=DAILY;COUNT=10",
    });

    calendar.patchEvent(ada, id, { subject: "Stand-up" });
    await t.advance("61s");
    expect(news()).toEqual(["modified Stand-up"]);
    expect(new Set(subjects(t))).toEqual(new Set(["Stand-up"]));

    calendar.patchEvent(ada, events[3]!.id as string, { subject: "Special" });
    await t.advance("61s");
    expect(news()).toEqual(["modified Special"]);
    expect(payloads(t, "event-modified")[1]).toMatchObject({ seriesMasterId: id, changed: ["subject"] });

    calendar.deleteEvent(ada, events[5]!.id as string);
    await t.advance("61s");
    expect(news()).toEqual(["removed Stand-up"]);
    expect(subjects(t)).toHaveLength(9);

    calendar.patchEvent(ada, id, graphEvent("Stand-up", "2026-03-02T16:00:00", "2026-03-02T16:15:00"));
    await t.advance("61s");
    expect(news()).toContain("modified Stand-up");
    expect(t.sensor("calendar/calendar").attributes.start).toBe("2026-03-02T17:00:00+01:00");

    news();
    calendar.deleteEvent(ada, id);
    await t.advance("61s");
    expect(news()).toEqual(["removed Stand-up"]);
    expect(subjects(t)).toEqual([]);
  });

  it("is whole in a calendar that somebody else shares, too", async () => {
    await using t = await calendarHost({ signedOut: true });
    const { calendar } = t.emulator.control;
    const eve = "eve@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: eve, displayName: "Eve" });
    calendar.shareCalendar(eve, "Calendar", ada, { name: "Eve" });
    await t.signIn();
    const { id } = calendar.createEvent(eve, graphEvent("Shift", "2026-03-02T15:00:00", "2026-03-02T16:00:00", { recurrence: daily }));
    await t.advance("61s");
    expect(subjects(t, "calendar/eve")).toHaveLength(10);
    const [, second] = t.sensor("calendar/eve").attributes.events as { id: string }[];
    calendar.deleteEvent(eve, second!.id);
    await t.advance("61s");
    calendar.deleteEvent(eve, id);
    await t.advance("61s");
    expect(t.events.slice(-3).map(({ type }) => type)).toEqual([
      "calendar/event-created",
      "calendar/event-removed",
      "calendar/event-removed",
    ]);
    expect(subjects(t, "calendar/eve")).toEqual([]);
  });
});
