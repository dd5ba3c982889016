import { describe, expect, it } from "vitest";
import { ada, calendarHost, call, graphEvent, newsOf, payloads, subjects } from "../calendar.fixture.ts";

describe("invitations", () => {
  const ben = "ben@contoso.example";
  async function invited() {
    const t = await calendarHost();
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const attendees = [{ type: "required", emailAddress: { address: ada } }];
    const invitation = t.emulator.control.calendar.createEvent(
      ben,
      graphEvent("Review", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }),
    );
    await t.advance("61s");
    const [event] = t.sensor("calendar/calendar").attributes.events as [{ id: string }];
    return { t, id: event.id, organisers: () => t.emulator.control.calendar.events(ben).find((each) => each.id === invitation.id)! };
  }

  it.each([
    ["accept", "accepted"],
    ["Tentative", "tentativelyAccepted"],
    ["DECLINE", "declined"],
  ])("respond-to-event: %s, in any spelling (BUG: capitals only)", async (response, answered) => {
    const { t, id, organisers } = await invited();
    await using _ = t;
    const news = newsOf(t);
    await call(t, "respond-to-event", { id, response, comment: "See you" });
    expect(t.sensor("calendar/calendar").attributes.events).toMatchObject([{ responseStatus: answered }]);
    expect(organisers().attendees[0].status.response).toBe(answered);
    expect(news()).toEqual(["responded Review"]);
    expect(payloads(t, "event-responded")[0]).toMatchObject({ response: answered, origin: "casement" });
  });

  it("respond-to-event: without telling the organiser, or proposing a new time", async () => {
    const { t, id, organisers } = await invited();
    await using _ = t;
    await call(t, "respond-to-event", { id, response: "accept", sendResponse: false });
    expect(organisers().attendees[0].status.response).toBe("none");
    const proposedNewTime = { start: "2026-03-03T15:00", end: "2026-03-03T16:00" };
    await call(t, "respond-to-event", { id, response: "tentative", proposedNewTime });
    expect(organisers().attendees[0].proposedNewTime.start).toMatchObject({ dateTime: "2026-03-03T14:00:00.0000000" });
    for (const wrong of [{ response: "accept" }, { response: "decline", sendResponse: false }])
      await expect(call(t, "respond-to-event", { id, proposedNewTime, ...wrong })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("cancel-event tells the attendees, forward-event invites another", async () => {
    await using t = await calendarHost();
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const input = {
      subject: "Mine",
      start: "2026-03-03T09:00",
      end: "2026-03-03T10:00",
      attendees: [{ email: "eve@elsewhere.example", type: "Optional" }],
    };
    const { id } = await call(t, "create-event", input);
    await call(t, "forward-event", { id, to: [ben], comment: "Join us" });
    expect((t.sensor("calendar/calendar").attributes.attendees as any[]).map(({ email }) => email)).toContain(ben);
    expect(t.emulator.control.calendar.events(ben)).toMatchObject([{ subject: "Mine" }]);
    const news = newsOf(t);
    await call(t, "cancel-event", { id, comment: "Sorry" });
    expect(subjects(t)).toEqual([]);
    expect(news()).toEqual(["removed Mine"]);
    expect(t.emulator.control.calendar.events(ben)).toMatchObject([{ isCancelled: true }]);
  });
});
