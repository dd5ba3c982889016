import { describe, expect, it } from "vitest";
import {
  type CalendarTestClient,
  createTestTenant,
  type TestTenant,
  testUsers,
  timeAt,
} from "../../../test/areas/calendar/calendar-test.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";
import { calendarRefusals } from "./calendar-refusals.ts";

const { ada, ben, pat } = testUsers;
const march = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";
const nine = { subject: "Tea", start: timeAt("2026-03-02T09:00:00"), end: timeAt("2026-03-02T10:00:00") };
const slot = { start: timeAt("2026-03-04T09:00:00"), end: timeAt("2026-03-04T10:00:00") };
const daily = (endDate: string) => ({
  pattern: { type: "daily", interval: 1 },
  range: { type: "endDate", startDate: "2026-03-02", endDate },
});
const mondays = {
  pattern: { type: "weekly", daysOfWeek: ["monday"] },
  range: { type: "endDate", startDate: "2026-03-03", endDate: "2026-03-05" },
};
const schedule = { schedules: [pat], startTime: nine.start, endTime: nine.end };

type Request = [request: string, body?: unknown, headers?: Record<string, string>];

/** Requests whose response must have the row's status, code, and message. */
const refused: Partial<Record<RefusalId, (me: CalendarTestClient, tenant: TestTenant) => Promise<Request[]> | Request[]>> = {
  "calendar-view-needs-window": () =>
    ["", "?startDateTime=2026-03-01T00:00:00Z"].flatMap((query) => [
      [`GET /me/calendarView${query}`],
      [`GET /me/calendarView/delta${query}`],
    ]),
  "calendar-view-range": () => [["GET /me/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2032-01-01T00:00:00Z"]],
  "calendar-delta-top": () => [[`GET /me/calendarView/delta?${march}&$top=5`]],
  "calendar-delta-select": () =>
    ["$select=subject", "$filter=isAllDay eq true", "$orderby=subject", "$expand=attachments", '$search="x"'].map((option) => [
      `GET /me/calendarView/delta?${march}&${option}`,
    ]),
  "calendar-delta-primary-only": (_, { emulator: { control } }) => {
    const { id } = control.calendar.createCalendar(ada, { name: "Family" });
    control.calendar.setPrimaryOnlyDelta(true);
    return [[`GET /me/calendars/${id}/calendarView/delta?${march}`]];
  },
  "calendar-default-undeletable": () => [["DELETE /me/calendar"]],
  "etag-mismatch": async (me) => {
    const event = await me.sendOk("POST /me/events", nine);
    const old = { "if-match": event["@odata.etag"] };
    await me.sendOk(`PATCH /me/events/${event.id}`, { subject: "Coffee" }, old);
    return [
      [`PATCH /me/events/${event.id}`, { subject: "Milk" }, old],
      [`DELETE /me/events/${event.id}`, undefined, old],
    ];
  },
  "event-time-zone-unknown": () => [
    ["POST /me/events", { ...nine, start: timeAt("2026-03-02T09:00:00", "Customized Time Zone") }],
    ["GET /me/events", undefined, { prefer: 'outlook.timezone="Nowhere"' }],
  ],
  "event-all-day-midnight": () => [
    ["POST /me/events", { ...nine, isAllDay: true }],
    ["POST /me/events", { isAllDay: true, start: timeAt("2026-03-02T00:00:00"), end: timeAt("2026-03-03T00:00:00", "Europe/Berlin") }],
    ["POST /me/events", { isAllDay: true, start: timeAt("2026-03-02"), end: timeAt("2026-03-02") }],
  ],
  "event-response-by-organizer": async (me) => {
    const { id } = await me.sendOk("POST /me/events", nine);
    return ["accept", "tentativelyAccept", "decline"].map((action) => [`POST /me/events/${id}/${action}`, {}]);
  },
  "event-cancel-by-attendee": (_, tenant) => [[`POST /me/events/${invitation(tenant)}/cancel`, {}]],
  "event-propose-new-time": (_, tenant) => [
    [`POST /me/events/${invitation(tenant)}/decline`, { sendResponse: false, proposedNewTime: slot }],
    [`POST /me/events/${invitation(tenant, { allowNewTimeProposals: false })}/tentativelyAccept`, { proposedNewTime: slot }],
  ],
  "event-series-first-day": () => [["POST /me/events", { ...nine, recurrence: mondays }]],
};

/** Adds an invitation of Ben to Ada's calendar and returns its id. */
function invitation({ emulator: { control } }: TestTenant, more: object = {}): string {
  const { iCalUId } = control.calendar.createEvent(ben, { ...nine, attendees: [{ emailAddress: { address: ada } }], ...more });
  return control.calendar.events(ada).find((event) => event.iCalUId === iCalUId)!.id;
}

/** Rows about data that is silently limited, changed, or omitted, and that have no other test with their name. */
const adjusted: Partial<Record<RefusalId, (me: CalendarTestClient, tenant: TestTenant) => Promise<void>>> = {
  "calendar-readbasic-strips": async (me, { client }) => {
    await me.sendOk("POST /me/events", { ...nine, body: { contentType: "text", content: "Secret" } });
    const [event] = (await (await client(ada, ["Calendars.ReadBasic"])).sendOk(`GET /me/calendarView?${march}`)).value;
    expect(event.subject).toBe("Tea");
    expect(event).not.toHaveProperty("body");
    expect(event).not.toHaveProperty("bodyPreview");
  },
  "event-private-hidden": async (me, { emulator: { control } }) => {
    control.calendar.createEvent(ben, { ...nine, sensitivity: "private", location: { displayName: "Clinic" } });
    const { id } = control.calendar.shareCalendar(ben, "Calendar", ada);
    const [event] = (await me.sendOk(`GET /me/calendars/${id}/events`)).value;
    expect(event).toMatchObject({
      subject: "Private Appointment",
      bodyPreview: "",
      location: { displayName: "" },
      attendees: [],
      showAs: "busy",
    });
  },
  "event-online-meeting-stays": async (me) => {
    const made = await me.sendOk("POST /me/events", { ...nine, isOnlineMeeting: true });
    const after = await me.sendOk(`PATCH /me/events/${made.id}`, { isOnlineMeeting: false });
    expect(after).toMatchObject({ isOnlineMeeting: true, onlineMeeting: made.onlineMeeting });
  },
  "event-online-meeting-body": async (me) => {
    const made = await me.sendOk("POST /me/events", { ...nine, isOnlineMeeting: true });
    const kept = { contentType: "html", content: `<p>Bring the plan</p>${made.body.content}` };
    expect(await me.sendOk(`PATCH /me/events/${made.id}`, { body: kept })).toMatchObject({ isOnlineMeeting: true });
    const after = await me.sendOk(`PATCH /me/events/${made.id}`, { body: { contentType: "text", content: "Bring the plan" } });
    expect(after).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null, onlineMeetingProvider: "unknown" });
  },
  "event-series-month-end": async (me) => {
    const recurrence = {
      pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
      range: { type: "noEnd", startDate: "2026-01-31" },
    };
    await me.sendOk("POST /me/events", { ...nine, start: timeAt("2026-01-31T09:00:00"), end: timeAt("2026-01-31T10:00:00"), recurrence });
    const { value } = await me.sendOk("GET /me/calendarView?startDateTime=2026-02-01T00:00:00Z&endDateTime=2026-05-01T00:00:00Z");
    expect(value.map(({ start }: any) => start.dateTime.slice(0, 10))).toEqual(["2026-02-28", "2026-03-31", "2026-04-30"]);
  },
  "event-series-change-drops-exceptions": async (me) => {
    const { id } = await me.sendOk("POST /me/events", { ...nine, recurrence: daily("2026-03-04") });
    const instances = async () => (await me.sendOk(`GET /me/events/${id}/instances?${march}`)).value.map(({ subject }: any) => subject);
    const [first, second] = (await me.sendOk(`GET /me/events/${id}/instances?${march}`)).value;
    await me.sendOk(`PATCH /me/events/${first.id}`, { subject: "Other" });
    await me.sendOk(`DELETE /me/events/${second.id}`);
    expect(await instances()).toEqual(["Other", "Tea"]);
    await me.sendOk(`PATCH /me/events/${id}`, { start: timeAt("2026-03-02T09:30:00") });
    expect(await instances()).toEqual(["Tea", "Tea", "Tea"]);
  },
};

describe("what the calendar refuses or adjusts", () => {
  it.each(Object.entries(refused))("%s", async (id, requests) => {
    const tenant = createTestTenant();
    const me = await tenant.client(ada);
    const { status, code, message } = refusalTable[id as RefusalId];
    for (const request of await requests(me, tenant)) {
      const response = await me.send(...request);
      expect([response.status, response.body.error.code]).toEqual([status, code]);
      expect(response.body.error.message).toContain(message!.split("{")[0]);
    }
  });

  it.each(Object.entries(adjusted))("%s", async (_, test) => {
    const tenant = createTestTenant();
    await test(await tenant.client(ada), tenant);
  });

  // The permission check refuses this before the calendar handler runs.
  it("personal-get-schedule", async () => {
    const me = await createTestTenant().client(pat);
    expect((await me.send("POST /me/calendar/getSchedule", schedule)).status).toBe(refusalTable["personal-get-schedule"].status);
  });

  it("has a test for every row, in this file or by its name in another one", () => {
    const elsewhere = [
      "calendar-list-page-cap",
      "calendar-well-known-name",
      "event-occurrence-name",
      "event-occurrence-uid",
      "calendar-delta-stubs",
      "meeting-times-choice",
    ];
    expect(Object.keys(calendarRefusals).filter((id) => !(id in refused) && !(id in adjusted) && !elsewhere.includes(id))).toEqual([]);
  });
});
