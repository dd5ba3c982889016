import { describe, expect, it } from "vitest";
import { createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";

const { ada, ben, pat } = testUsers;
const tea = { subject: "Tea", start: timeAt("2026-03-02T09:00:00"), end: timeAt("2026-03-02T10:00:00") };

describe("calendars", () => {
  it("are created, renamed, colored, and removed, except for the default calendar", async () => {
    const me = await createTestTenant().client(ada);
    const made = await me.sendOk("POST /me/calendars", { name: "Family", color: "lightBlue" });
    expect(made).toMatchObject({
      name: "Family",
      color: "lightBlue",
      isDefaultCalendar: false,
      isRemovable: true,
      owner: { address: ada },
    });
    const changed = await me.sendOk(`PATCH /me/calendars/${made.id}`, { name: "Home", color: "lightRed" });
    expect(changed).toMatchObject({ id: made.id, name: "Home", color: "lightRed" });
    expect(changed.changeKey).not.toBe(made.changeKey);
    expect((await me.send("POST /me/calendars", { name: "home" })).body.error.code).toBe("ErrorFolderExists");
    await me.sendOk(`POST /me/calendars/${made.id}/events`, tea);
    expect((await me.send(`DELETE /me/calendars/${made.id}`)).status).toBe(204);
    expect((await me.sendOk("GET /me/events")).value).toEqual([]);
    const standard = await me.sendOk("GET /me/calendar");
    expect(standard).toMatchObject({ name: "Calendar", isDefaultCalendar: true, isRemovable: false, isTallyingResponses: true });
    expect((await me.send(`DELETE /me/calendars/${standard.id}`)).body.error.code).toBe("ErrorDeleteDistinguishedFolder");
  });

  // Sixty calendars need paging, regardless of $top.
  it("calendar-list-page-cap", async () => {
    const { client, emulator } = createTestTenant();
    for (let i = 1; i < 60; i++) emulator.control.calendar.createCalendar(ada, { name: `Calendar ${i}` });
    const me = await client(ada);
    expect((await me.sendOk("GET /me/calendars")).value).toHaveLength(10);
    const names = [];
    for (let link = "/me/calendars?$top=100"; link; ) {
      const page = await me.sendOk(`GET ${link}`);
      expect(page.value.length).toBeLessThanOrEqual(50);
      names.push(...page.value.map(({ name }: any) => name));
      link = page["@odata.nextLink"];
    }
    expect(new Set(names).size).toBe(60);
  });

  it("belong to calendar groups", async () => {
    const me = await createTestTenant().client(ada);
    expect((await me.sendOk("GET /me/calendarGroups")).value).toMatchObject([
      { name: "My Calendars", classId: "0006f0b7-0000-0000-c000-000000000046" },
    ]);
    const group = await me.sendOk("POST /me/calendarGroups", { name: "Clubs" });
    const club = await me.sendOk(`POST /me/calendarGroups/${group.id}/calendars`, { name: "Chess" });
    expect((await me.sendOk(`GET /me/calendarGroups/${group.id}/calendars`)).value).toMatchObject([{ id: club.id }]);
    expect((await me.sendOk("GET /me/calendars")).value).toHaveLength(2);
    expect((await me.send(`DELETE /me/calendarGroups/${group.id}`)).status).toBe(400);
    expect((await me.sendOk(`PATCH /me/calendarGroups/${group.id}`, { name: "Games" })).name).toBe("Games");
    await me.sendOk(`DELETE /me/calendars/${club.id}`);
    expect((await me.send(`DELETE /me/calendarGroups/${group.id}`)).status).toBe(204);
  });

  it("of other users are listed when shared, with fewer rights", async () => {
    const { client, emulator } = createTestTenant();
    const { calendar } = emulator.control;
    calendar.createEvent(ben, { ...tea, subject: "Doctor", sensitivity: "private" });
    const shared = calendar.shareCalendar(ben, "Calendar", ada);
    const me = await client(ada);
    const listed = (await me.sendOk("GET /me/calendars")).value.find(({ id }: any) => id === shared.id);
    expect(listed).toMatchObject({ name: "Ben Ito", canEdit: false, canShare: false, canViewPrivateItems: false, owner: { address: ben } });
    const [event] = (await me.sendOk(`GET /me/calendars/${shared.id}/events`)).value;
    expect(event).toMatchObject({ subject: "Private Appointment", bodyPreview: "", attendees: [] });
    expect((await me.send(`POST /me/calendars/${shared.id}/events`, tea)).status).toBe(403);
    expect((await me.send(`PATCH /me/events/${event.id}`, { subject: "x" })).status).toBe(403);
    const editable = calendar.shareCalendar(ben, "Calendar", ada, { canEdit: true, name: "Ben again", canViewPrivateItems: true });
    const made = await me.sendOk(`POST /me/calendars/${editable.id}/events`, { ...tea, subject: "For Ben" });
    expect(made.organizer.emailAddress.address).toBe(ben);
    expect(calendar.events(ben).map(({ subject }) => subject)).toEqual(["Doctor", "For Ben"]);
  });

  it("can be refused, renamed, and removed from elsewhere", async () => {
    const { client, emulator } = createTestTenant();
    const { calendar } = emulator.control;
    const { id } = calendar.createCalendar(ada, { name: "Family" });
    const me = await client(ada);
    calendar.refuseCalendar(ada, "Family");
    for (const path of ["", "/events", "/calendarView/delta?startDateTime=2026-03-01&endDateTime=2026-03-02"])
      expect((await me.send(`GET /me/calendars/${id}${path}`)).status).toBe(403);
    expect((await me.sendOk("GET /me/calendars")).value).toHaveLength(2);
    calendar.refuseCalendar(ada, "Family", false);
    calendar.renameCalendar(ada, "Family", "Home");
    expect((await me.sendOk(`GET /me/calendars/${id}`)).name).toBe("Home");
    calendar.removeCalendar(ada, "Home");
    expect((await me.send(`GET /me/calendars/${id}`)).status).toBe(404);
    expect(() => calendar.removeCalendar(ada, "Home")).toThrow("no calendar");
  });

  it("of a personal account do not support Teams", async () => {
    const calendar = await (await createTestTenant().client(pat)).sendOk("GET /me/calendar");
    expect(calendar).toMatchObject({ allowedOnlineMeetingProviders: ["skypeForConsumer"], owner: { address: pat } });
  });

  it("have colored categories", async () => {
    const me = await createTestTenant().client(ada);
    expect((await me.sendOk("GET /me/outlook/masterCategories")).value).toHaveLength(6);
    const made = await me.sendOk("POST /me/outlook/masterCategories", { displayName: "Trips", color: "preset9" });
    expect((await me.sendOk(`PATCH /me/outlook/masterCategories/${made.id}`, { color: "preset1" })).color).toBe("preset1");
    expect((await me.send("POST /me/outlook/masterCategories", { displayName: "Trips" })).status).toBe(409);
    expect((await me.send(`DELETE /me/outlook/masterCategories/${made.id}`)).status).toBe(204);
  });
});

describe("free/busy", () => {
  const schedule = { startTime: timeAt("2026-03-02T08:00:00"), endTime: timeAt("2026-03-02T12:00:00"), availabilityViewInterval: 60 };

  it("returns a colleague's times without subjects, and the busiest status of each interval", async () => {
    const { client, emulator } = createTestTenant();
    const { calendar } = emulator.control;
    calendar.createEvent(ben, tea);
    calendar.createEvent(ben, { ...tea, start: timeAt("2026-03-02T09:30:00"), end: timeAt("2026-03-02T10:30:00"), showAs: "oof" });
    calendar.createEvent(ben, { ...tea, start: timeAt("2026-03-02T11:00:00"), end: timeAt("2026-03-02T11:30:00"), showAs: "tentative" });
    calendar.createEvent(ben, { ...tea, start: timeAt("2026-03-02T08:00:00"), end: timeAt("2026-03-02T08:30:00"), showAs: "free" });
    const me = await client(ada);
    const { value } = await me.sendOk("POST /me/calendar/getSchedule", { schedules: [ben, "nobody@lantern.example"], ...schedule });
    expect(value[0]).toMatchObject({ scheduleId: ben, availabilityView: "0331" });
    expect(value[0].scheduleItems).toHaveLength(3);
    expect(value[0].scheduleItems[0]).not.toHaveProperty("subject");
    expect(value[0].workingHours.timeZone).toEqual({ name: "GMT Standard Time" });
    expect(value[1]).toMatchObject({ scheduleId: "nobody@lantern.example", error: { responseCode: "ErrorMailRecipientNotFound" } });
  });
});
