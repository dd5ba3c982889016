import { expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent } from "../../test/calendar.fixture.ts";

const ben = "ben@contoso.example";
const march3 = { start: "2026-03-03", end: "2026-03-04" };

async function hostWithCalendars(config = {}) {
  const t = await calendarHost({ config, signedOut: true });
  const { calendar } = t.emulator.control;
  const family = calendar.createCalendar(ada, { name: "Family" });
  calendar.createEvent(ada, graphEvent("Work", "2026-03-03T09:00:00", "2026-03-03T10:00:00"));
  calendar.createEvent(ada, graphEvent("Walk", "2026-03-03T12:00:00", "2026-03-03T13:00:00"));
  calendar.createEvent(ada, graphEvent("Dinner", "2026-03-03T10:00:00", "2026-03-03T11:00:00"), family.id);
  calendar.createEvent(ada, graphEvent("School", "2026-03-03", "2026-03-04"), family.id);
  await t.signIn();
  return t;
}

it("without a sensor, list-events lists all calendars in order, through the filters of their sensors", async () => {
  await using t = await hostWithCalendars({ exclude: ["^Walk"] });
  const { events, truncated } = await callService(t, "list-events", march3);
  expect(events.map(({ subject, calendar }: Record<string, string>) => [subject, calendar])).toEqual([
    ["School", "Family"],
    ["Work", "Calendar"],
    ["Dinner", "Family"],
  ]);
  expect(truncated).toBe(false);
  const family = await callService(t, "list-events", { ...march3, sensor: "family" });
  expect(family.events.map(({ subject }: Record<string, string>) => subject)).toEqual(["School", "Dinner"]);
  expect(family.events[0]).not.toHaveProperty("calendar");
});

it("list-events goes on where a page ended, also among events that begin together", async () => {
  await using t = await hostWithCalendars();
  for (let number = 0; number < 5; number++)
    t.emulator.control.calendar.createEvent(ada, graphEvent(`At nine ${number}`, "2026-03-03T09:00:00", "2026-03-03T10:00:00"));
  const subjects: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await callService(t, "list-events", { ...march3, maxItems: 2, ...(cursor && { cursor }) });
    expect(page.truncated).toBe(page.cursor !== undefined);
    subjects.push(...page.events.map(({ subject }: Record<string, string>) => subject));
    cursor = page.cursor;
    pages++;
  } while (cursor !== undefined);
  expect(pages).toBe(5);
  expect(new Set(subjects).size).toBe(9);
  expect([subjects[0], subjects.at(-1)]).toEqual(["School", "Walk"]);
  await expect(callService(t, "list-events", { cursor: "x" })).rejects.toMatchObject({ code: "input-invalid" });
});

it("list-events returns the fields that are asked for, and links only then", async () => {
  await using t = await hostWithCalendars();
  const fieldsOf = async (more: object) => Object.keys((await callService(t, "list-events", { ...march3, ...more })).events[0]).toSorted();
  expect(await fieldsOf({})).not.toContain("webLink");
  expect(await fieldsOf({ fields: ["subject", "webLink", "calendar"] })).toEqual(["calendar", "id", "subject", "webLink"]);
  await expect(fieldsOf({ fields: ["title"] })).rejects.toMatchObject({ code: "input-invalid" });
});

it("list-events lists the other calendars if one cannot be read, and names it", async () => {
  await using t = await hostWithCalendars();
  const sensor = t.sensor("calendar/family");
  t.emulator.control.faults.add({ path: "/me/calendars/*/calendarView", status: 403, count: 1 });
  const listed = await callService(t, "list-events", march3);
  expect(listed.unreadable).toEqual([expect.stringMatching(/^(Family|Calendar)$/)]);
  expect(listed.events.length).toBe(2);
  expect(sensor.stale).toBe(false);
});

it("respond-to-event declines all invitations of a period, and leaves own meetings alone", async () => {
  await using t = await hostWithCalendars();
  const { calendar } = t.emulator.control;
  t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
  const inviting = (address: string) => ({ attendees: [{ type: "required", emailAddress: { address } }] });
  for (const subject of ["Review", "Retro"])
    calendar.createEvent(ben, graphEvent(subject, "2026-03-06T09:00:00", "2026-03-06T10:00:00", inviting(ada)));
  calendar.createEvent(ben, graphEvent("Monday", "2026-03-09T09:00:00", "2026-03-09T10:00:00", inviting(ada)));
  calendar.createEvent(ada, graphEvent("Mine", "2026-03-06T11:00:00", "2026-03-06T12:00:00", inviting(ben)));
  const where = { start: "2026-03-06", end: "2026-03-07" };
  const decline = { response: "decline", comment: "Away" };
  expect(await callService(t, "respond-to-event", { ...decline, where: { ...where, search: "RET" } })).toEqual({ count: 1 });
  expect(await callService(t, "respond-to-event", { ...decline, where })).toEqual({ count: 1, own: 1 });
  expect(await callService(t, "respond-to-event", { ...decline, where })).toEqual({ count: 0, own: 1 });
  const responses = calendar.events(ben).map(({ subject, attendees }: any) => [subject, attendees[0]?.status.response]);
  expect(Object.fromEntries(responses)).toMatchObject({ Review: "declined", Retro: "declined", Monday: "none" });
  for (const input of [decline, { ...decline, id: "x", where }, { ...decline, where: { start: "2026-03-07", end: "2026-03-06" } }])
    await expect(callService(t, "respond-to-event", input)).rejects.toMatchObject({ code: "input-invalid" });
});
