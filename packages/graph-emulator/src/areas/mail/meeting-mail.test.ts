import { describe, expect, it } from "vitest";
import { contractPresent, createStrictValidator } from "../../../test/areas/contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;
const outside = "cleo@far.example";
const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
const invited = (...addresses: string[]) => addresses.map((address) => ({ type: "required", emailAddress: { address, name: address } }));
const lunch = {
  subject: "Lunch",
  body: { contentType: "text", content: "At Harry's" },
  start: at("2026-03-03T12:00:00"),
  end: at("2026-03-03T13:00:00"),
  location: { displayName: "Harry's Bar" },
  attendees: invited(ben, outside),
};

async function setUp() {
  const graph = createTestGraph();
  const scopes = ["Mail.ReadWrite", "Calendars.ReadWrite"];
  const [organizer, attendee] = [await graph.client(ada, ...scopes), await graph.client(ben, ...scopes)];
  const { mail } = graph.emulator.control;
  const created = (await organizer.send("POST", "/me/events", lunch)).body;
  const own = async () => (await attendee.get("/me/events")).body.value[0];
  const inboxOf = async (client: typeof organizer, query = "") => (await client.get(`/me/mailFolders/inbox/messages${query}`)).body.value;
  const sent = () => mail.sent().map(({ kind, from, to, inside }) => [kind, from, to, inside]);
  return { graph, mail, organizer, attendee, created, own, inboxOf, sent };
}

describe("mail about meetings", () => {
  it("asks every attendee, and the request is an eventMessageRequest with its event", async () => {
    const { attendee, created, own, inboxOf, mail, sent } = await setUp();
    expect(sent()).toEqual([
      ["request", ada, ben, true],
      ["request", ada, outside, false],
    ]);
    expect(mail.sent()[0]).toMatchObject({ subject: "Lunch", event: created.iCalUId });
    const [request] = await inboxOf(attendee, "?$expand=microsoft.graph.eventMessage/event");
    expect(request).toMatchObject({
      "@odata.type": "#microsoft.graph.eventMessageRequest",
      subject: "Lunch",
      meetingMessageType: "meetingRequest",
      meetingRequestType: "newMeetingRequest",
      type: "singleInstance",
      isOutOfDate: false,
      startDateTime: { dateTime: "2026-03-03T12:00:00.0000000", timeZone: "UTC" },
      location: { displayName: "Harry's Bar" },
      responseRequested: true,
      previousStartDateTime: null,
      from: { emailAddress: { address: ada } },
    });
    expect(request.event).toMatchObject({ id: (await own()).id, isOrganizer: false });
    expect(request).not.toHaveProperty("responseType");
  });

  it("brings the response to the organizer, with comment and proposed time", async () => {
    const { graph, organizer, attendee, own, inboxOf, sent } = await setUp();
    await graph.clock.advance(60_000);
    const { id } = await own();
    await attendee.send("POST", `/me/events/${id}/accept`, { comment: "With pleasure", sendResponse: true });
    const [accepted] = await inboxOf(organizer);
    expect(accepted).toMatchObject({
      "@odata.type": "#microsoft.graph.eventMessageResponse",
      subject: "Accepted: Lunch",
      bodyPreview: "With pleasure",
      meetingMessageType: "meetingAccepted",
      responseType: "accepted",
      proposedNewTime: null,
    });
    await graph.clock.advance(60_000);
    const proposedNewTime = { start: at("2026-03-04T12:00:00"), end: at("2026-03-04T13:00:00") };
    await attendee.send("POST", `/me/events/${id}/tentativelyAccept`, { sendResponse: true, proposedNewTime });
    const [proposal] = await inboxOf(organizer);
    expect(proposal).toMatchObject({
      subject: "New Time Proposed: Lunch",
      meetingMessageType: "meetingTenativelyAccepted",
      proposedNewTime: { start: { dateTime: "2026-03-04T12:00:00.0000000" } },
    });
    expect(proposal.conversationId).toBe(accepted.conversationId);
    await attendee.send("POST", `/me/events/${id}/decline`, { sendResponse: false });
    expect(sent().slice(2)).toEqual([
      ["response", ben, ada, true],
      ["response", ben, ada, true],
    ]);
  });

  it("updates attendees when the meeting changes, and only then", async () => {
    const { graph, organizer, attendee, created, inboxOf, sent } = await setUp();
    await graph.clock.advance(60_000);
    const patch = (changes: object) => organizer.send("PATCH", `/me/events/${created.id}`, changes);
    await patch({ isReminderOn: false, categories: ["Blue"], showAs: "free", subject: "Lunch" });
    expect(sent()).toHaveLength(2);
    await patch({ start: at("2026-03-03T12:30:00"), end: at("2026-03-03T13:30:00") });
    const [update, request] = await inboxOf(attendee);
    expect(update).toMatchObject({
      meetingRequestType: "fullUpdate",
      startDateTime: { dateTime: "2026-03-03T12:30:00.0000000" },
      previousStartDateTime: { dateTime: "2026-03-03T12:00:00.0000000" },
      isOutOfDate: false,
    });
    expect(request.isOutOfDate).toBe(true);
    await graph.clock.advance(60_000);
    await patch({ location: { displayName: "Café" } });
    expect((await inboxOf(attendee))[0]).toMatchObject({
      meetingRequestType: "informationalUpdate",
      previousLocation: { displayName: "Harry's Bar" },
    });
    await patch({ attendees: invited(ben, "dan@far.example") });
    expect(sent().slice(6)).toEqual([
      ["request", ada, "dan@far.example", false],
      ["cancellation", ada, outside, false],
    ]);
  });

  it("cancels a meeting or one occurrence, with the organizer's comment", async () => {
    const { graph, organizer, attendee, created, inboxOf, sent } = await setUp();
    await graph.clock.advance(60_000);
    await organizer.send("POST", `/me/events/${created.id}/cancel`, { comment: "I am ill" });
    expect((await inboxOf(attendee))[0]).toMatchObject({
      "@odata.type": "#microsoft.graph.eventMessage",
      subject: "Canceled: Lunch",
      bodyPreview: "I am ill",
      meetingMessageType: "meetingCancelled",
    });
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-03-03", numberOfOccurrences: 3 },
    };
    const series = (await organizer.send("POST", "/me/events", { ...lunch, recurrence, attendees: invited(ben) })).body;
    const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-08T00:00:00Z";
    const [first] = (await organizer.get(`/me/events/${series.id}/instances?${window}`)).body.value;
    await graph.clock.advance(60_000);
    await organizer.send("DELETE", `/me/events/${first.id}`);
    expect((await inboxOf(attendee))[0]).toMatchObject({ meetingMessageType: "meetingCancelled", type: "occurrence", recurrence: null });
    expect(sent().map(([kind]) => kind)).toEqual(["request", "request", "cancellation", "cancellation", "request", "cancellation"]);
  });

  it("is not sent for appointments, personal changes, or what an attendee deletes", async () => {
    const { organizer, attendee, own, sent } = await setUp();
    await organizer.send("POST", "/me/events", { ...lunch, attendees: [] });
    await attendee.send("PATCH", `/me/events/${(await own()).id}`, { showAs: "oof" });
    await attendee.send("DELETE", `/me/events/${(await own()).id}`);
    expect(sent()).toHaveLength(2);
  });

  it("arrives from organizers and attendees outside", async () => {
    const { graph, organizer, created, inboxOf, attendee } = await setUp();
    const { calendar } = graph.emulator.control;
    await graph.clock.advance(60_000);
    calendar.attendeeResponds(ada, created.id, outside, "declined");
    expect((await inboxOf(organizer))[0]).toMatchObject({ subject: "Declined: Lunch", from: { emailAddress: { address: outside } } });
    calendar.createEvent(ben, { ...lunch, subject: "Fair", attendees: invited(ben), organizer: { emailAddress: { address: outside } } });
    expect((await inboxOf(attendee))[0]).toMatchObject({ subject: "Fair", meetingMessageType: "meetingRequest" });
    calendar.setMeetingMail(false);
    calendar.createEvent(ada, { ...lunch, subject: "Quiet" });
    expect((await inboxOf(attendee))[0].subject).toBe("Fair");
  });

  it("can be selected by a cast, and not without it", async () => {
    const { attendee, inboxOf } = await setUp();
    expect((await attendee.get("/me/messages?$select=subject,meetingMessageType")).status).toBe(400);
    const [request] = await inboxOf(attendee, "?$select=subject,microsoft.graph.eventMessage/meetingMessageType");
    expect(request).toMatchObject({ subject: "Lunch", meetingMessageType: "meetingRequest" });
    expect(request).not.toHaveProperty("startDateTime");
  });

  it.skipIf(!contractPresent)("has the shape of Microsoft's metadata", async () => {
    const { organizer, attendee, own } = await setUp();
    await attendee.send("POST", `/me/events/${(await own()).id}/accept`, { sendResponse: true });
    const validate = createStrictValidator();
    for (const client of [organizer, attendee])
      expect(validate("page.message", (await client.get("/me/messages", { prefer: 'outlook.timezone="Europe/Berlin"' })).body)).toEqual([]);
  });
});
