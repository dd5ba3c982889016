import { describe, expect, it } from "vitest";
import { createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";

const { ada, ben, pat } = testUsers;
const invitation = (...attendees: string[]) => ({
  subject: "Plan",
  start: timeAt("2026-03-03T09:00:00", "Europe/Berlin"),
  end: timeAt("2026-03-03T10:00:00", "Europe/Berlin"),
  attendees: attendees.map((address) => ({ type: "Required", emailAddress: { address } })),
});
const daily = { pattern: { type: "daily", interval: 1 }, range: { type: "numbered", numberOfOccurrences: 3, startDate: "2026-03-03" } };

async function createMeeting(more: object = {}, ...attendees: string[]) {
  const tenant = createTestTenant();
  const [organizer, guest] = [await tenant.client(ada), await tenant.client(ben)];
  const made = await organizer.sendOk("POST /me/events", { ...invitation(ben, ...attendees), ...more });
  const copies = async () => (await guest.sendOk("GET /me/events")).value;
  const [copy] = await copies();
  const responsesOf = async (id = made.id) =>
    (await organizer.sendOk(`GET /me/events/${id}`)).attendees.map(({ status }: any) => status.response);
  return { ...tenant, organizer, guest, made, copy, copies, answers: responsesOf };
}

describe("a meeting", () => {
  it("is added to the attendee's default calendar without a response and with the same iCalUId", async () => {
    const { made, copy } = await createMeeting();
    expect(copy).toMatchObject({
      subject: "Plan",
      iCalUId: made.iCalUId,
      isOrganizer: false,
      showAs: "tentative",
      responseStatus: { response: "notResponded" },
      organizer: { emailAddress: { address: ada, name: "Ada Reed" } },
    });
    expect(copy.id).not.toBe(made.id);
    expect(made).toMatchObject({ isOrganizer: true, responseStatus: { response: "organizer" } });
  });

  it.each([
    ["accept", "accepted", "busy"],
    ["tentativelyAccept", "tentativelyAccepted", "tentative"],
    ["decline", "declined", "free"],
  ])("has, after %s, the response %s on both sides", async (action, response, showAs) => {
    const { guest, copy, copies, answers: responsesOf } = await createMeeting();
    const httpResponse = await guest.send(`POST /me/events/${copy.id}/${action}`, { Comment: "Fine", SendResponse: "true" });
    expect([httpResponse.status, httpResponse.body]).toEqual([202, null]);
    expect(await copies()).toMatchObject([{ showAs, responseStatus: { response } }]);
    expect(await responsesOf()).toEqual([response]);
  });

  it("can be responded to without informing the organizer", async () => {
    const { guest, copy, copies, answers: responsesOf } = await createMeeting();
    await guest.sendOk(`POST /me/events/${copy.id}/accept`, { sendResponse: false });
    expect((await copies())[0].responseStatus.response).toBe("accepted");
    expect(await responsesOf()).toEqual(["none"]);
  });

  it("can be responded to with a proposed time if that is allowed and the response is sent", async () => {
    const { guest, copy, organizer, made } = await createMeeting();
    const proposedNewTime = {
      Start: { DateTime: "2026-03-04T09:00:00", TimeZone: "UTC" },
      End: { DateTime: "2026-03-04T10:00:00", TimeZone: "UTC" },
    };
    expect((await guest.send(`POST /me/events/${copy.id}/decline`, { sendResponse: false, proposedNewTime })).status).toBe(400);
    await guest.sendOk(`POST /me/events/${copy.id}/tentativelyAccept`, { proposedNewTime });
    const [attendee] = (await organizer.sendOk(`GET /me/events/${made.id}`)).attendees;
    expect(attendee.proposedNewTime.start).toEqual(timeAt("2026-03-04T09:00:00.0000000"));
    await organizer.sendOk(`PATCH /me/events/${made.id}`, { allowNewTimeProposals: false });
    expect((await guest.send(`POST /me/events/${copy.id}/tentativelyAccept`, { proposedNewTime })).status).toBe(400);
  });

  it("cannot be responded to by its organizer or canceled by an attendee", async () => {
    const { organizer, guest, made, copy } = await createMeeting();
    expect((await organizer.send(`POST /me/events/${made.id}/accept`, {})).status).toBe(400);
    expect((await guest.send(`POST /me/events/${copy.id}/cancel`, {})).status).toBe(400);
  });

  it.each([["POST", "/cancel"] as const, ["DELETE", ""] as const])(
    "removed by %s …%s disappears for the organizer and is canceled for the attendee",
    async (method, action) => {
      const { organizer, made, copies } = await createMeeting();
      expect(
        (await organizer.send(`${method} /me/events/${made.id}${action}`, method === "POST" ? { comment: "Sorry" } : undefined)).status,
      ).toBeLessThan(300);
      expect((await organizer.send(`GET /me/events/${made.id}`)).status).toBe(404);
      expect(await copies()).toMatchObject([{ isCancelled: true, subject: "Canceled: Plan", showAs: "free" }]);
    },
  );

  it("is removed when declined if Outlook does not show declined events", async () => {
    const { emulator, guest, copy, copies, answers: responsesOf } = await createMeeting();
    emulator.control.calendar.setKeepDeclined(ben, false);
    await guest.sendOk(`POST /me/events/${copy.id}/decline`, {});
    expect(await copies()).toEqual([]);
    expect(await responsesOf()).toEqual(["declined"]);
  });

  it("keeps responses when its subject changes and resets them when its time changes", async () => {
    const { organizer, guest, made, copy, copies, answers: responsesOf } = await createMeeting();
    await guest.sendOk(`POST /me/events/${copy.id}/accept`, {});
    await organizer.sendOk(`PATCH /me/events/${made.id}`, { ...invitation(ben), subject: "Plan B" });
    expect(await copies()).toMatchObject([{ subject: "Plan B", responseStatus: { response: "accepted" }, showAs: "busy" }]);
    expect(await responsesOf()).toEqual(["accepted"]);
    await organizer.sendOk(`PATCH /me/events/${made.id}`, { start: timeAt("2026-03-03T08:00:00"), end: timeAt("2026-03-03T09:00:00") });
    expect(await responsesOf()).toEqual(["accepted"]);
    await organizer.sendOk(`PATCH /me/events/${made.id}`, { start: timeAt("2026-03-03T11:00:00"), end: timeAt("2026-03-03T12:00:00") });
    expect(await copies()).toMatchObject([{ start: timeAt("2026-03-03T11:00:00.0000000"), responseStatus: { response: "notResponded" } }]);
    expect(await responsesOf()).toEqual(["none"]);
  });

  it("is sent to people who are invited later and canceled for people who are no longer invited", async () => {
    const { organizer, made, copies, client } = await createMeeting();
    await organizer.sendOk(`PATCH /me/events/${made.id}`, { attendees: invitation(pat).attendees });
    expect(await copies()).toMatchObject([{ isCancelled: true }]);
    const other = await client(pat);
    expect((await other.sendOk("GET /me/events")).value).toMatchObject([{ iCalUId: made.iCalUId, isCancelled: false }]);
  });

  it("invites one more person when forwarded", async () => {
    const { guest, copy, answers: responsesOf, client } = await createMeeting();
    await guest.sendOk(`POST /me/events/${copy.id}/forward`, { ToRecipients: [{ EmailAddress: { Address: pat } }], Comment: "Come too" });
    expect(await responsesOf()).toEqual(["none", "none"]);
    expect((await (await client(pat)).sendOk("GET /me/events")).value).toHaveLength(1);
  });

  it("of a series can be responded to, moved, and canceled for one occurrence", async () => {
    const { organizer, guest, made, copy } = await createMeeting({ recurrence: daily });
    const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-31T00:00:00Z";
    const readInstances = async (client: typeof guest, id: string) =>
      (await client.sendOk(`GET /me/events/${id}/instances?${window}&$orderby=start/dateTime`)).value;
    const [first, second, third] = await readInstances(guest, copy.id);
    await guest.sendOk(`POST /me/events/${copy.id}/accept`, {});
    await guest.sendOk(`POST /me/events/${first.id}/decline`, {});
    expect((await readInstances(guest, copy.id)).map(({ responseStatus }: any) => responseStatus.response)).toEqual([
      "declined",
      "accepted",
      "accepted",
    ]);
    const organizerInstances = await readInstances(organizer, made.id);
    expect(organizerInstances.map(({ attendees }: any) => attendees[0].status.response)).toEqual(["declined", "accepted", "accepted"]);

    await organizer.sendOk(`PATCH /me/events/${organizerInstances[1].id}`, {
      start: timeAt("2026-03-04T15:00:00"),
      end: timeAt("2026-03-04T16:00:00"),
    });
    await organizer.sendOk(`POST /me/events/${organizerInstances[2].id}/cancel`, {});
    const seen = await readInstances(guest, copy.id);
    expect(seen[1]).toMatchObject({
      id: second.id,
      type: "exception",
      start: timeAt("2026-03-04T15:00:00.0000000"),
      responseStatus: { response: "notResponded" },
    });
    expect(seen[2]).toMatchObject({ id: third.id, isCancelled: true, subject: "Canceled: Plan" });
    expect(await readInstances(organizer, made.id)).toHaveLength(2);
  });

  it("accepts responses from outside through the control interface", async () => {
    const { emulator, organizer, made, answers: responsesOf } = await createMeeting({}, "guest@elsewhere.example");
    emulator.control.calendar.attendeeResponds(ada, made.id, "guest@elsewhere.example", "accepted");
    expect(await responsesOf()).toEqual(["none", "accepted"]);
    const from = { emailAddress: { name: "Guest", address: "guest@elsewhere.example" } };
    const received = emulator.control.calendar.createEvent(ada, { ...invitation(ada), organizer: from });
    expect(received).toMatchObject({ isOrganizer: false, organizer: from, responseStatus: { response: "notResponded" } });
    await organizer.sendOk(`POST /me/events/${received.id}/accept`, {});
    expect((await organizer.sendOk(`GET /me/events/${received.id}`)).responseStatus.response).toBe("accepted");
  });
});
