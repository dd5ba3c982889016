import { describe, expect, it } from "vitest";
import { createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";

const { ada, ben, pat } = testUsers;
const nine = { start: timeAt("2026-03-02T09:00:00", "Europe/Berlin"), end: timeAt("2026-03-02T10:00:00", "Europe/Berlin") };
const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";

describe("events", () => {
  it("are written in their own time zone and read in UTC unless another one is preferred", async () => {
    const me = await createTestTenant().client(ada);
    const made = await me.send("POST /me/events", { subject: "Tea", ...nine });
    expect(made.status).toBe(201);
    expect(made.body.start).toEqual(timeAt("2026-03-02T09:00:00.0000000", "Europe/Berlin"));
    const path = `GET /me/events/${made.body.id}`;
    expect((await me.sendOk(path)).start).toEqual(timeAt("2026-03-02T08:00:00.0000000", "UTC"));
    const read = await me.send(path, undefined, { prefer: 'outlook.timezone="Eastern Standard Time", outlook.body-content-type="text"' });
    expect(read.body.start).toEqual(timeAt("2026-03-02T03:00:00.0000000", "Eastern Standard Time"));
    expect(read.body.originalStartTimeZone).toBe("Europe/Berlin");
    expect(read.headers.get("preference-applied")).toBe('outlook.timezone="Eastern Standard Time", outlook.body-content-type="text"');
    const wrong = await me.send(path, undefined, { prefer: 'outlook.timezone="Nowhere"' });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, "TimeZoneNotSupportedException"]);
    for (const timeZone of ["Europe/Kyiv", "CET", "America/Montreal", "Antarctica/Troll"]) {
      const refused = await me.send("POST /me/events", {
        subject: "x",
        start: { ...nine.start, timeZone },
        end: { ...nine.end, timeZone },
      });
      expect([timeZone, refused.status, refused.body.error.code]).toEqual([timeZone, 400, "TimeZoneNotSupportedException"]);
    }
  });

  it("have a body in HTML or text, and a preview", async () => {
    const me = await createTestTenant().client(ada);
    const html = await me.sendOk("POST /me/events", {
      ...nine,
      body: { contentType: "HTML", content: "<p>One &amp; two</p><p>three</p>" },
    });
    expect(html.body.content).toContain("<html>");
    expect(html.bodyPreview).toBe("One & two\r\nthree");
    const asText = await me.sendOk(`GET /me/events/${html.id}`, undefined, { prefer: 'outlook.body-content-type="text"' });
    expect(asText.body).toEqual({ contentType: "text", content: "One & two\r\nthree" });
    const text = await me.sendOk("POST /me/events", { ...nine, body: { contentType: "text", content: "a < b\nc" } });
    expect(text.body.contentType).toBe("html");
    expect(text.body.content).toContain("a &lt; b<br>\r\nc");
    expect(text.bodyPreview).toBe("a < b\nc");
  });

  it("change only the properties of a PATCH, and values can be cleared", async () => {
    const { client, clock } = createTestTenant();
    const me = await client(ada);
    const made = await me.sendOk("POST /me/events", {
      ...nine,
      subject: "Tea",
      categories: ["Red category"],
      location: { displayName: "Kitchen" },
    });
    await clock.advance(60_000);
    const changed = await me.sendOk(`PATCH /me/events/${made.id}`, { subject: "Coffee", location: { displayName: "" }, categories: [] });
    expect(changed).toMatchObject({ subject: "Coffee", categories: [], locations: [], isAllDay: false, showAs: "busy" });
    expect(changed.location.displayName).toBe("");
    expect(changed.createdDateTime).toBe(made.createdDateTime);
    expect(changed.lastModifiedDateTime).not.toBe(made.lastModifiedDateTime);
    expect(changed["@odata.etag"]).not.toBe(made["@odata.etag"]);
  });

  it("can be changed only with the current state if the request has If-Match", async () => {
    const me = await createTestTenant().client(ada);
    const made = await me.sendOk("POST /me/events", { ...nine, subject: "Tea" });
    const old = { "if-match": made["@odata.etag"] };
    await me.sendOk(`PATCH /me/events/${made.id}`, { subject: "Coffee" }, old);
    const conflicting = await me.send(`PATCH /me/events/${made.id}`, { subject: "Milk" }, old);
    expect([conflicting.status, conflicting.body.error.code]).toEqual([412, "ErrorIrresolvableConflict"]);
    expect((await me.send(`DELETE /me/events/${made.id}`, undefined, old)).status).toBe(412);
    expect((await me.send(`DELETE /me/events/${made.id}`, undefined, { "if-match": "*" })).status).toBe(204);
    expect((await me.send(`GET /me/events/${made.id}`)).status).toBe(404);
  });

  it("are created once for each transaction id", async () => {
    const me = await createTestTenant().client(ada);
    const body = { ...nine, subject: "Tea", transactionId: "7E163156-7762-4BEB-A1C6-729EA81755A7" };
    const created = await me.sendOk("POST /me/events", body);
    const two = await me.sendOk("POST /me/events", body);
    expect(two.id).toBe(created.id);
    expect((await me.sendOk("GET /me/events")).value).toHaveLength(1);
  });

  it("get a permanent Teams meeting for work accounts, and none for personal accounts", async () => {
    const { client } = createTestTenant();
    const me = await client(ada);
    const made = await me.sendOk("POST /me/events", { ...nine, isOnlineMeeting: true });
    expect(made).toMatchObject({ isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness" });
    expect(made.onlineMeeting.joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
    const after = await me.sendOk(`PATCH /me/events/${made.id}`, { isOnlineMeeting: false });
    expect(after.onlineMeeting).toEqual(made.onlineMeeting);
    const personal = await (await client(pat)).sendOk("POST /me/events", { ...nine, isOnlineMeeting: true });
    expect(personal).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
  });

  it.each<[what: string, body: object, code: string]>([
    ["no start", { end: nine.end }, "ErrorPropertyValidationFailure"],
    ["an end before the start", { start: nine.end, end: nine.start }, "ErrorPropertyValidationFailure"],
    ["an invalid date", { start: timeAt("tomorrow"), end: nine.end }, "ErrorInvalidRequest"],
    ["a year of six digits", { start: timeAt("+010000-01-01T09:00:00"), end: timeAt("+010000-01-01T10:00:00") }, "ErrorInvalidRequest"],
    ["an unknown status", { ...nine, showAs: "away" }, "RequestBodyRead"],
    ["an attendee without an address", { ...nine, attendees: [{ emailAddress: { name: "Ben" } }] }, "ErrorInvalidRecipients"],
  ])("are refused with %s", async (_, body, code) => {
    const response = await (await createTestTenant().client(ada)).send("POST /me/events", body);
    expect([response.status, response.body.error.code]).toEqual([400, code]);
  });

  it("stay midnight to midnight when they are all-day, also after a PATCH of another property", async () => {
    const me = await createTestTenant().client(ada);
    const { id } = await me.sendOk("POST /me/events", {
      isAllDay: true,
      start: timeAt("2026-03-29", "Europe/Berlin"),
      end: timeAt("2026-03-30", "Europe/Berlin"),
    });
    const changed = await me.sendOk(`PATCH /me/events/${id}`, { subject: "Clocks change" });
    expect(changed).toMatchObject({
      isAllDay: true,
      showAs: "free",
      start: timeAt("2026-03-29T00:00:00.0000000"),
      end: timeAt("2026-03-30T00:00:00.0000000"),
    });
    expect((await me.send(`PATCH /me/events/${id}`, { start: timeAt("2026-03-29T08:00:00", "Europe/Berlin") })).status).toBe(400);
  });

  it("are paged, filtered, sorted, selected, and counted", async () => {
    const me = await createTestTenant().client(ada);
    for (let day = 1; day <= 12; day++) {
      const date = `2026-03-${String(day).padStart(2, "0")}`;
      await me.sendOk("POST /me/events", { subject: `Day ${day}`, start: timeAt(`${date}T09:00:00`), end: timeAt(`${date}T10:00:00`) });
    }
    const first = await me.sendOk(`GET /me/calendarView?${window}&$select=subject&$count=true`);
    expect(first["@odata.count"]).toBe(12);
    expect(first.value).toHaveLength(10);
    expect(Object.keys(first.value[0]).sort()).toEqual(["@odata.etag", "id", "subject"]);
    const rest = await me.sendOk(`GET ${first["@odata.nextLink"]}`);
    expect(rest.value.map(({ subject }: any) => subject)).toEqual(["Day 11", "Day 12"]);
    const found = await me.sendOk(
      "GET /me/events?$filter=contains(subject,'1') and start/dateTime ge '2026-03-10T00:00:00'&$orderby=start/dateTime desc&$top=2",
    );
    expect(found.value.map(({ subject }: any) => subject)).toEqual(["Day 12", "Day 11"]);
    expect((await me.send("GET /me/events?$filter=colour eq 'red'")).status).toBe(400);
    expect((await me.send("GET /me/events?$top=1001")).status).toBe(400);
  });

  it("have reminders that can be dismissed, snoozed, and listed", async () => {
    const me = await createTestTenant().client(ada);
    const { id } = await me.sendOk("POST /me/events", { ...nine, subject: "Tea", reminderMinutesBeforeStart: 10 });
    const view = "GET /me/reminderView(startDateTime='2026-03-02T00:00:00',endDateTime='2026-03-03T00:00:00')";
    expect((await me.sendOk(view)).value).toMatchObject([{ eventId: id, reminderFireTime: timeAt("2026-03-02T07:50:00.0000000") }]);
    await me.sendOk(`POST /me/events/${id}/snoozeReminder`, { newReminderTime: timeAt("2026-03-02T07:55:00") });
    expect((await me.sendOk(`GET /me/events/${id}`)).reminderMinutesBeforeStart).toBe(5);
    await me.sendOk(`POST /me/events/${id}/dismissReminder`);
    expect((await me.sendOk(view)).value).toEqual([]);
  });

  it("have attachments", async () => {
    const me = await createTestTenant().client(ada);
    const { id } = await me.sendOk("POST /me/events", nine);
    const file = {
      "@odata.type": "#microsoft.graph.fileAttachment",
      name: "plan.txt",
      contentType: "text/plain",
      contentBytes: "SGVsbG8=",
    };
    const made = await me.sendOk(`POST /me/events/${id}/attachments`, file);
    expect(made).toMatchObject({ name: "plan.txt", size: 5 });
    expect((await me.sendOk(`GET /me/events/${id}`)).hasAttachments).toBe(true);
    expect((await me.sendOk(`GET /me/events/${id}/attachments`)).value).toHaveLength(1);
    expect((await me.send(`DELETE /me/events/${id}/attachments/${made.id}`)).status).toBe(204);
    expect((await me.sendOk(`GET /me/events/${id}`)).hasAttachments).toBe(false);
  });

  it("of a colleague are found only where the colleague shared them", async () => {
    const { client, emulator } = createTestTenant();
    const { id } = emulator.control.calendar.createEvent(ben, { ...nine, subject: "Ben's", sensitivity: "private" });
    const me = await client(ada, ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"]);
    expect((await me.send(`GET /me/events/${id}`)).status).toBe(404);
    expect((await me.send(`GET /users/${ben}/events/${id}`)).status).toBe(404);
    emulator.control.shares.add(ben, ada);
    expect((await me.sendOk(`GET /users/${ben}/events/${id}`)).subject).toBe("Private Appointment");
    const plain = await client(ada, ["Calendars.ReadWrite"]);
    expect((await plain.send(`GET /users/${ben}/events/${id}`)).status).toBe(403);
  });
});

describe("an upload session", () => {
  it("attaches a large file to an event", async () => {
    const { client, emulator } = createTestTenant();
    const me = await client(ada);
    const { id } = await me.sendOk("POST /me/events", {
      subject: "Plans",
      start: timeAt("2026-03-02T09:00:00"),
      end: timeAt("2026-03-02T10:00:00"),
    });
    const path = `/me/events/${id}/attachments`;
    const open = (size: number) =>
      me.send(`POST ${path}/createUploadSession`, {
        AttachmentItem: { attachmentType: "file", name: "plan.pdf", size, contentType: "application/pdf" },
      });
    expect((await open(1000)).body.error.code).toBe("ErrorAttachmentSizeShouldNotBeLessThanMinimumSize");
    const size = 5 * 1024 * 1024;
    const { uploadUrl } = (await open(size)).body;
    expect(uploadUrl).toContain(`/Events('${id}')/AttachmentSessions(`);
    const half = size / 2;
    const put = (from: number) =>
      emulator.fetch(uploadUrl, {
        method: "PUT",
        headers: { "content-range": `bytes ${from}-${from + half - 1}/${size}` },
        body: new Uint8Array(half).fill(7),
      });
    expect((await put(0)).status).toBe(200);
    const done = await put(half);
    const { value } = await me.sendOk(`GET ${path}?$select=id,name,size,contentType`);
    expect([done.status, value]).toMatchObject([201, [{ name: "plan.pdf", size, contentType: "application/pdf" }]]);
    expect(done.headers.get("location")).toContain(`/Events('${id}')/Attachments('${value[0].id}')`);
    expect((await me.sendOk(`GET /me/events/${id}`)).hasAttachments).toBe(true);
    expect((await (await client(ada, ["Calendars.Read"])).send(`POST ${path}/createUploadSession`, {})).status).toBe(403);
  });
});
