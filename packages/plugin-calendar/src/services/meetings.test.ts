import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent, newEventsOf, payloadsOf, subjectsOf } from "../../test/calendar.fixture.ts";

describe("invitations", () => {
  const ben = "ben@contoso.example";
  async function hostWithInvitation() {
    const t = await calendarHost();
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const attendees = [{ type: "required", emailAddress: { address: ada } }];
    const invitation = t.emulator.control.calendar.createEvent(
      ben,
      graphEvent("Review", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }),
    );
    await t.advance("61s");
    const [event] = t.sensor("calendar/calendar").attributes.events as [{ id: string }];
    return { t, id: event.id, organizerEvent: () => t.emulator.control.calendar.events(ben).find((each) => each.id === invitation.id)! };
  }

  it.each([
    ["accept", "accepted"],
    ["Tentative", "tentativelyAccepted"],
    ["DECLINE", "declined"],
  ])("respond-to-event: %s, in any spelling", async (response, responseStatus) => {
    const { t, id, organizerEvent } = await hostWithInvitation();
    await using _ = t;
    const newEvents = newEventsOf(t);
    await callService(t, "respond-to-event", { id, response, comment: "See you" });
    expect(t.sensor("calendar/calendar").attributes.events).toMatchObject([{ responseStatus }]);
    expect(organizerEvent().attendees[0].status.response).toBe(responseStatus);
    expect(newEvents()).toEqual(["responded Review"]);
    expect(payloadsOf(t, "event-responded")[0]).toMatchObject({ response: responseStatus, origin: "casement" });
  });

  it("respond-to-event: without a response to the organizer, or with a proposed time", async () => {
    const { t, id, organizerEvent } = await hostWithInvitation();
    await using _ = t;
    await callService(t, "respond-to-event", { id, response: "accept", sendResponse: false });
    expect(organizerEvent().attendees[0].status.response).toBe("none");
    const proposedNewTime = { start: "2026-03-03T15:00", end: "2026-03-03T16:00" };
    await callService(t, "respond-to-event", { id, response: "tentative", proposedNewTime });
    expect(organizerEvent().attendees[0].proposedNewTime.start).toMatchObject({ dateTime: "2026-03-03T14:00:00.0000000" });
    for (const wrong of [{ response: "accept" }, { response: "decline", sendResponse: false }])
      await expect(callService(t, "respond-to-event", { id, proposedNewTime, ...wrong })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("of one's own: says before anything is sent that cancel-event is the service, and the other way round", async () => {
    const { t, id } = await hostWithInvitation();
    await using _ = t;
    const own = await callService(t, "create-event", { subject: "Mine", start: "2026-03-04", recurrence: "FREQ=DAILY;COUNT=2" });
    for (const input of [{ id: own.id }, { id: own.id, series: true }])
      await expect(callService(t, "respond-to-event", { ...input, response: "decline" })).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringContaining("you organize this meeting: use cancel-event"),
      });
    await expect(callService(t, "cancel-event", { id })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("somebody else organizes this meeting; use respond-to-event"),
    });
    const sent = Object.keys(t.emulator.control.counters.report().calls).filter((call) => /decline|cancel/.test(call));
    expect(sent).toEqual([]);
  });

  it("by a name instead of an ID: says what is wanted and where it is listed", async () => {
    await using t = await calendarHost();
    for (const [service, input] of [
      ["respond-to-event", { response: "accept" }],
      ["cancel-event", {}],
      ["forward-event", { to: [ben] }],
      ["modify-event", { subject: "x" }],
      ["remove-event", {}],
    ] as const)
      await expect(callService(t, service, { id: "Dentist", ...input })).rejects.toMatchObject({
        message: expect.stringMatching(/ID.*list-events lists events with their IDs/),
      });
  });

  it("cancel-event notifies the attendees, and forward-event invites somebody else", async () => {
    await using t = await calendarHost();
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const input = {
      subject: "Mine",
      start: "2026-03-03T09:00",
      end: "2026-03-03T10:00",
      attendees: [{ email: "eve@elsewhere.example", type: "Optional" }],
    };
    const { id } = await callService(t, "create-event", input);
    await callService(t, "forward-event", { id, to: [`"Ito, Ben" <${ben}>; cy@elsewhere.example`], comment: "Join us" });
    const attendees = (t.sensor("calendar/calendar").attributes.attendees as any[]).map(({ email }) => email);
    expect(attendees).toEqual(expect.arrayContaining([ben, "cy@elsewhere.example"]));
    expect(t.emulator.control.calendar.events(ben)).toMatchObject([{ subject: "Mine" }]);
    const newEvents = newEventsOf(t);
    await callService(t, "cancel-event", { id, comment: "Sorry" });
    expect(subjectsOf(t)).toEqual([]);
    expect(newEvents()).toEqual(["removed Mine"]);
    expect(t.emulator.control.calendar.events(ben)).toMatchObject([{ isCancelled: true }]);
  });

  it("reach other people or not, which is known before the call", async () => {
    const { t, id } = await hostWithInvitation();
    await using _ = t;
    const reaches = (service: string, input: object) => t.account.reachesOthers(`calendar/${service}`, { ...input });
    const lunch = { subject: "Lunch", start: "2026-03-04" };
    const { id: ownId } = await callService(t, "create-event", { ...lunch, attendees: [{ email: "eve@elsewhere.example" }] });
    expect(await reaches("create-event", lunch)).toBe(false);
    expect(await reaches("create-event", { ...lunch, attendees: [{ email: ben }] })).toBe(true);
    expect(await reaches("modify-event", { id, reminder: 5 })).toBe(false);
    expect(await reaches("modify-event", { id: ownId, location: "Canteen" })).toBe(true);
    expect(await reaches("remove-event", { id })).toBe(false);
    expect(await reaches("remove-event", { id: ownId })).toBe(true);
    expect(await reaches("respond-to-event", { id, response: "accept" })).toBe(true);
    expect(await reaches("respond-to-event", { id, response: "accept", sendResponse: false })).toBe(false);
  });
});
