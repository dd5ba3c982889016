import { describe, expect, it } from "vitest";
import {
  ada,
  calendarHost,
  callCountsOf,
  dailyRecurrence,
  graphEvent,
  newEventsOf,
  payloadsOf,
  subjectsOf,
} from "../../test/calendar.fixture.ts";

describe("external changes", () => {
  it("appear within the interval, are announced once, and cost nothing when nothing changes", async () => {
    await using t = await calendarHost();
    const { calendar, counters } = t.emulator.control;
    const newEvents = newEventsOf(t);
    const { id } = calendar.createEvent(ada, graphEvent("Lunch !!-10", "2026-03-02T11:00:00", "2026-03-02T12:00:00"));
    await t.advance("61s");
    expect(newEvents()).toEqual(["created Lunch"]);
    expect(payloadsOf(t, "event-created")).toMatchObject([{ id, origin: "external", start: "2026-03-02T12:00:00+01:00", allDay: false }]);
    expect(t.sensor("calendar/calendar")).toMatchObject({ state: "off", attributes: { subject: "Lunch", offsetReached: false } });

    calendar.patchEvent(ada, id, { subject: "Brunch", location: { displayName: "Kitchen" } });
    await t.advance("61s");
    expect(newEvents()).toEqual(["modified Brunch"]);
    expect(payloadsOf(t, "event-modified")[0].changed).toEqual(["subject", "location"]);

    counters.reset();
    await t.advance("10m");
    expect(counters.report()).toMatchObject({ requests: 10, items: 0 });
    calendar.deleteEvent(ada, id);
    await t.advance("61s");
    await t.advance("10m");
    expect(newEvents()).toEqual(["removed Brunch"]);
    expect(subjectsOf(t)).toEqual([]);
  });

  it("start and end to the second without a request, after the time of the offset tag", async () => {
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
    expect(Object.keys(callCountsOf(t)).filter((call) => call.includes("calendar"))).toEqual([]);
  });

  it("are not announced again after a restart, nor are starts during the downtime", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    calendar.createEvent(ada, graphEvent("Now", "2026-03-02T07:30:00", "2026-03-02T09:00:00"));
    await t.advance("61s");
    await using again = await t.restart();
    calendar.createEvent(ada, graphEvent("New", "2026-03-02T13:00:00", "2026-03-02T14:00:00"));
    await again.advance("61s");
    expect(newEventsOf(t)()).toEqual([]);
    expect(again.events.map(({ type }) => type)).toEqual(["calendar/event-created"]);
    expect(again.sensor("calendar/calendar").state).toBe("on");
  });

  it("are found after an expired cursor, and nothing is announced twice", async () => {
    await using t = await calendarHost();
    const { calendar, delta } = t.emulator.control;
    const one = calendar.createEvent(ada, graphEvent("One", "2026-03-03T11:00:00", "2026-03-03T12:00:00"));
    const deleted = calendar.createEvent(ada, graphEvent("Gone", "2026-03-03T11:00:00", "2026-03-03T12:00:00"));
    const series = calendar.createEvent(
      ada,
      graphEvent("Series", "2026-03-02T15:00:00", "2026-03-02T16:00:00", { recurrence: dailyRecurrence }),
    );
    await t.advance("61s");
    const newEvents = newEventsOf(t);
    delta.expire();
    await t.advance("61s");
    expect(newEvents()).toEqual([]);
    delta.expire();
    calendar.deleteEvent(ada, deleted.id);
    calendar.deleteEvent(ada, series.id);
    calendar.patchEvent(ada, one.id, { subject: "Two" });
    await t.advance("61s");
    expect(newEvents().sort()).toEqual(["modified Two", "removed Gone", "removed Series"]);
    expect(subjectsOf(t)).toEqual(["Two"]);
  });

  it("that move an event out of the window or back are modifications, not removals", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const { id } = calendar.createEvent(ada, graphEvent("Trip", "2026-03-04T11:00:00", "2026-03-04T12:00:00"));
    await t.advance("61s");
    const newEvents = newEventsOf(t);
    const move = (day: string) => calendar.patchEvent(ada, id, graphEvent("Trip", `${day}T11:00:00`, `${day}T12:00:00`));
    move("2026-05-04");
    await t.advance("61s");
    expect(newEvents()).toEqual(["modified Trip"]);
    expect(payloadsOf(t, "event-modified")[0]).toMatchObject({ start: "2026-05-04T13:00:00+02:00", changed: ["start", "end"] });
    expect(subjectsOf(t)).toEqual([]);
    await t.advance("5m");
    move("2026-03-05");
    await t.advance("61s");
    expect(newEvents()).toEqual(["modified Trip"]);
    expect(subjectsOf(t)).toEqual(["Trip"]);
    calendar.deleteEvent(ada, id);
    await t.advance("61s");
    expect(newEvents()).toEqual(["removed Trip"]);
  });

  it("announce an invitation, your own response and the cancellation", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const ben = "ben@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const attendees = [{ type: "required", emailAddress: { address: ada } }];
    const { id } = calendar.createEvent(ben, graphEvent("Review", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }));
    const newEvents = newEventsOf(t);
    await t.advance("61s");
    expect(newEvents()).toEqual(["created Review"]);
    expect(t.sensor("calendar/calendar").attributes).toMatchObject({ responseStatus: "notResponded", organizer: { email: ben } });

    calendar.respond(ada, calendar.events(ada)[0]!.id, "tentativelyAccepted");
    await t.advance("61s");
    expect(newEvents()).toEqual(["responded Review"]);
    expect(payloadsOf(t, "event-responded")[0]).toMatchObject({ response: "tentativelyAccepted", origin: "external" });

    calendar.cancelEvent(ben, id);
    await t.advance("61s");
    expect(newEvents()).toHaveLength(1);
    expect(payloadsOf(t, "event-removed")[0]).toMatchObject({ cancelled: true });
    calendar.deleteEvent(ada, calendar.events(ada)[0]!.id);
    await t.advance("61s");
    expect(newEvents()).toEqual([]);
  });

  it("announce an attendee's response to your own meeting", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const attendees = [{ type: "required", emailAddress: { address: "eve@elsewhere.example" } }];
    const { id } = calendar.createEvent(ada, graphEvent("Review", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }));
    await t.advance("61s");
    const newEvents = newEventsOf(t);
    calendar.attendeeResponds(ada, id, "eve@elsewhere.example", "declined");
    await t.advance("61s");
    expect(newEvents()).toEqual(["responded Review"]);
    expect(payloadsOf(t, "event-responded")[0]).toMatchObject({ response: "declined", attendee: "eve@elsewhere.example" });
    expect(t.sensor("calendar/calendar").attributes.attendees).toMatchObject([{ email: "eve@elsewhere.example", response: "declined" }]);
  });
});

describe("a series", () => {
  it("raises one event, and its occurrences are complete although delta returns stubs", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    const newEvents = newEventsOf(t);
    const more = { location: { displayName: "Room 1" }, categories: ["Blue"], body: { contentType: "html", content: "<p>Bring cake</p>" } };
    const { id } = calendar.createEvent(
      ada,
      graphEvent("Standup", "2026-03-02T15:00:00", "2026-03-02T15:15:00", { ...more, recurrence: dailyRecurrence }),
    );
    await t.advance("61s");
    expect(newEvents()).toEqual(["created Standup"]);
    expect(payloadsOf(t, "event-created")[0]).toMatchObject({ id, recurrence: "FREQ=DAILY;COUNT=10" });
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
    expect(newEvents()).toEqual(["modified Stand-up"]);
    expect(new Set(subjectsOf(t))).toEqual(new Set(["Stand-up"]));

    calendar.patchEvent(ada, events[3]!.id as string, { subject: "Special" });
    await t.advance("61s");
    expect(newEvents()).toEqual(["modified Special"]);
    expect(payloadsOf(t, "event-modified")[1]).toMatchObject({ seriesMasterId: id, changed: ["subject"] });

    calendar.deleteEvent(ada, events[5]!.id as string);
    await t.advance("61s");
    expect(newEvents()).toEqual(["removed Stand-up"]);
    expect(subjectsOf(t)).toHaveLength(9);

    calendar.patchEvent(ada, id, graphEvent("Stand-up", "2026-03-02T16:00:00", "2026-03-02T16:15:00"));
    await t.advance("61s");
    expect(newEvents()).toContain("modified Stand-up");
    expect(t.sensor("calendar/calendar").attributes.start).toBe("2026-03-02T17:00:00+01:00");

    newEvents();
    calendar.deleteEvent(ada, id);
    await t.advance("61s");
    expect(newEvents()).toEqual(["removed Stand-up"]);
    expect(subjectsOf(t)).toEqual([]);
  });

  it("is complete in a calendar that somebody else shares", async () => {
    await using t = await calendarHost({ signedOut: true });
    const { calendar } = t.emulator.control;
    const eve = "eve@contoso.example";
    t.emulator.directory.addUser({ userPrincipalName: eve, displayName: "Eve" });
    calendar.shareCalendar(eve, "Calendar", ada, { name: "Eve" });
    await t.signIn();
    const { id } = calendar.createEvent(
      eve,
      graphEvent("Shift", "2026-03-02T15:00:00", "2026-03-02T16:00:00", { recurrence: dailyRecurrence }),
    );
    await t.advance("61s");
    expect(subjectsOf(t, "calendar/eve")).toHaveLength(10);
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
    expect(subjectsOf(t, "calendar/eve")).toEqual([]);
  });
});
