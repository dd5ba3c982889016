import { describe, expect, it } from "vitest";
import { createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";

const { ada, ben } = testUsers;
const march = "/me/calendarView/delta?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";
const eventOn = (day: string, subject = day) => ({ subject, start: timeAt(`2026-${day}T09:00:00`), end: timeAt(`2026-${day}T10:00:00`) });
const series = (days: number) => ({
  ...eventOn("03-02", "Series"),
  recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "numbered", numberOfOccurrences: days, startDate: "2026-03-02" } },
});
const subjects = (items: any[]) => items.map((item) => item["@removed"]?.reason ?? item.subject ?? item.type);

async function setUp(...events: object[]) {
  const tenant = createTestTenant();
  const me = await tenant.client(ada);
  const made = [];
  for (const event of events) made.push(await me.sendOk("POST /me/events", event));
  const first = await me.readDeltaRound(march);
  return { ...tenant, me, made, first };
}

describe("calendarView delta", () => {
  it("reports everything first, then nothing, then creations, changes, and deletions from elsewhere", async () => {
    const { me, first, emulator, made } = await setUp(eventOn("03-02"), eventOn("03-03"));
    expect(subjects(first.items)).toEqual(["03-02", "03-03"]);
    const { calendar } = emulator.control;
    let round = await me.readDeltaRound(first.link);
    expect(round.items).toEqual([]);
    const { id } = calendar.createEvent(ada, eventOn("03-04"));
    round = await me.readDeltaRound(round.link);
    expect(round.items).toMatchObject([{ id, subject: "03-04", "@odata.type": "#microsoft.graph.event", body: {}, attendees: [] }]);
    calendar.patchEvent(ada, id, { subject: "Changed" });
    round = await me.readDeltaRound(round.link);
    expect(subjects(round.items)).toEqual(["Changed"]);
    calendar.deleteEvent(ada, id);
    calendar.deleteEvent(ada, made[0].id);
    round = await me.readDeltaRound(round.link);
    expect(round.items).toEqual([made[0].id, id].map((gone) => ({ id: gone, "@removed": { reason: "deleted" } })));
    expect((await me.readDeltaRound(round.link)).items).toEqual([]);
  });

  it("returns the same for an old link, so a lost response loses nothing", async () => {
    const { me, first, emulator } = await setUp(eventOn("03-02"));
    emulator.control.calendar.createEvent(ada, eventOn("03-05"));
    const repeated = await me.readDeltaRound(first.link);
    const two = await me.readDeltaRound(first.link);
    expect(two.items).toEqual(repeated.items);
  });

  // A series is reported as its complete master and a stub for each occurrence.
  it("calendar-delta-stubs", async () => {
    const { first, made } = await setUp(series(3));
    const [master, ...stubs] = first.items;
    expect(master).toMatchObject({ id: made[0].id, type: "seriesMaster", subject: "Series", body: {}, recurrence: {} });
    expect(stubs).toHaveLength(3);
    for (const stub of stubs) {
      expect(Object.keys(stub).sort()).toEqual(["@odata.etag", "@odata.type", "end", "id", "seriesMasterId", "start", "type"]);
      expect(stub).toMatchObject({ type: "occurrence", seriesMasterId: made[0].id });
    }
  });

  it("reports an exception alone and completely, and a change of the series with all its occurrences", async () => {
    const { me, first, made } = await setUp(series(3));
    const [, , second, third] = first.items;
    await me.sendOk(`PATCH /me/events/${second.id}`, { subject: "Other room" });
    let round = await me.readDeltaRound(first.link);
    expect(round.items).toMatchObject([{ id: second.id, type: "exception", subject: "Other room", body: {} }]);
    await me.sendOk(`PATCH /me/events/${made[0].id}`, { importance: "high" });
    round = await me.readDeltaRound(round.link);
    expect(round.items.map(({ type }) => type)).toEqual(["seriesMaster", "occurrence", "exception", "occurrence"]);
    await me.sendOk(`DELETE /me/events/${third.id}`);
    round = await me.readDeltaRound(round.link);
    expect(round.items.at(-1)).toEqual({ id: third.id, "@removed": { reason: "deleted" } });
    await me.sendOk(`DELETE /me/events/${made[0].id}`);
    round = await me.readDeltaRound(round.link);
    expect(subjects(round.items)).toEqual(["deleted", "deleted", "deleted"]);
  });

  it("reports the removed occurrences of a series whose pattern became shorter", async () => {
    const { me, first, made } = await setUp(series(4));
    await me.sendOk(`PATCH /me/events/${made[0].id}`, { recurrence: series(2).recurrence });
    const { items } = await me.readDeltaRound(first.link);
    expect(items.map((item) => item.type ?? item["@removed"].reason)).toEqual([
      "seriesMaster",
      "occurrence",
      "occurrence",
      "deleted",
      "deleted",
    ]);
  });

  it("handles the edges of its window: overlapping events are included, events that move out are removed, and events that move in are reported", async () => {
    const { me, first, emulator } = await setUp(
      { subject: "over the start", start: timeAt("2026-02-28T23:00:00"), end: timeAt("2026-03-01T00:30:00") },
      { subject: "ends at the start", start: timeAt("2026-02-28T23:00:00"), end: timeAt("2026-03-01T00:00:00") },
      { subject: "no length at the start", start: timeAt("2026-03-01T00:00:00"), end: timeAt("2026-03-01T00:00:00") },
      { subject: "over the end", start: timeAt("2026-03-31T23:00:00"), end: timeAt("2026-04-01T01:00:00") },
      { subject: "starts at the end", start: timeAt("2026-04-01T00:00:00"), end: timeAt("2026-04-01T01:00:00") },
    );
    expect(subjects(first.items)).toEqual(["over the start", "no length at the start", "over the end"]);
    const { calendar } = emulator.control;
    const idOf = (subject: string) => calendar.events(ada).find((event) => event.subject === subject)!.id;
    calendar.patchEvent(ada, idOf("over the end"), { start: timeAt("2026-05-01T09:00:00"), end: timeAt("2026-05-01T10:00:00") });
    calendar.patchEvent(ada, idOf("starts at the end"), { start: timeAt("2026-03-10T09:00:00"), end: timeAt("2026-03-10T10:00:00") });
    calendar.patchEvent(ada, idOf("ends at the start"), { subject: "still outside" });
    expect(subjects((await me.readDeltaRound(first.link)).items)).toEqual(["starts at the end", "deleted"]);
  });

  it("pages by Prefer: odata.maxpagesize, and reports changes between pages in the next round", async () => {
    const { me, emulator } = await setUp(...Array.from({ length: 7 }, (_, i) => eventOn(`03-0${i + 1}`)));
    const two = { prefer: "odata.maxpagesize=2" };
    const all = await me.readDeltaRound(march, two);
    expect([all.items.length, all.pages]).toEqual([7, 4]);
    const page = await me.sendOk(`GET ${march}`, undefined, two);
    expect(page["@odata.nextLink"]).toContain("$skiptoken=");
    expect(page["@odata.deltaLink"]).toBeUndefined();
    const again = await me.sendOk(`GET ${page["@odata.nextLink"]}`, undefined, two);
    emulator.control.calendar.createEvent(ada, eventOn("03-01", "between"));
    expect(await me.sendOk(`GET ${page["@odata.nextLink"]}`, undefined, two).then(({ value }) => value)).toEqual(again.value);
    const rest = await me.readDeltaRound(again["@odata.nextLink"], two);
    expect(subjects(rest.items)).toEqual(["03-05", "03-06", "03-07"]);
    expect(subjects((await me.readDeltaRound(rest.link, two)).items)).toEqual(["between"]);
  });

  it("refuses expired links with 410 and invalid ones with 400", async () => {
    const { me, first, emulator } = await setUp(eventOn("03-02"));
    emulator.control.delta.expire(ben);
    expect((await me.send(`GET ${first.link}`)).status).toBe(200);
    emulator.control.delta.expire(ada);
    const gone = await me.send(`GET ${first.link}`);
    expect([gone.status, gone.body.error.code]).toEqual([410, "SyncStateNotFound"]);
    expect((await me.readDeltaRound(march)).items).toHaveLength(1);
    expect((await me.send("GET /me/calendarView/delta?$deltatoken=nonsense")).status).toBe(400);
  });

  it("tracks each calendar separately, or only the default calendar if restricted", async () => {
    const { me, emulator } = await setUp();
    const { id } = emulator.control.calendar.createCalendar(ada, { name: "Family" });
    emulator.control.calendar.createEvent(ada, eventOn("03-02", "Family dinner"), "Family");
    const family = march.replace("/me/", `/me/calendars/${id}/`);
    expect(subjects((await me.readDeltaRound(family)).items)).toEqual(["Family dinner"]);
    expect((await me.readDeltaRound(march)).items).toEqual([]);
    emulator.control.calendar.setPrimaryOnlyDelta(true);
    expect((await me.send(`GET ${family}`)).status).toBe(400);
    expect((await me.send(`GET ${march}`)).status).toBe(200);
  });

  it("returns times in the preferred time zone and confirms the preference", async () => {
    const { me } = await setUp(series(1));
    const response = await me.send(`GET ${march}`, undefined, { prefer: 'outlook.timezone="Europe/Berlin"' });
    expect(response.headers.get("preference-applied")).toBe('outlook.timezone="Europe/Berlin"');
    expect(response.body.value.map(({ start }: any) => start)).toEqual(
      Array(2).fill(timeAt("2026-03-02T10:00:00.0000000", "Europe/Berlin")),
    );
  });

  it("without a window (events/delta) reports series masters without occurrences", async () => {
    const { me, made } = await setUp(series(5), eventOn("07-01"));
    for (const option of ["$select=subject", "$filter=isAllDay eq true", "$expand=attachments"])
      expect((await me.send(`GET /me/events/delta?${option}`)).status).toBe(501);
    const round = await me.readDeltaRound("/me/events/delta");
    expect(round.items.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    await me.sendOk(`DELETE /me/events/${made[1].id}`);
    expect((await me.readDeltaRound(round.link)).items).toEqual([{ id: made[1].id, "@removed": { reason: "deleted" } }]);
  });

  it("reports invitations and responses of others", async () => {
    const tenant = createTestTenant();
    const organizer = await tenant.client(ada);
    const guest = await tenant.client(ben);
    const before = [await organizer.readDeltaRound(march), await guest.readDeltaRound(march)] as const;
    await organizer.sendOk("POST /me/events", { ...eventOn("03-05", "Plan"), attendees: [{ emailAddress: { address: ben } }] });
    const guestRound = await guest.readDeltaRound(before[1].link);
    expect(subjects(guestRound.items)).toEqual(["Plan"]);
    const organizerRound = await organizer.readDeltaRound(before[0].link);
    tenant.emulator.control.calendar.respond(ben, guestRound.items[0].id, "accepted");
    const [event] = (await organizer.readDeltaRound(organizerRound.link)).items;
    expect(event.attendees[0].status.response).toBe("accepted");
  });
});
