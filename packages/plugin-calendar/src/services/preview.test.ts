import { expect, it } from "vitest";
import { ada, calendarHost, callService, graphEvent } from "../../test/calendar.fixture.ts";

const [ben, eve] = ["ben@contoso.example", "eve@evil.example"];
const meeting = { subject: "Review", start: "2026-03-03T09:00", end: "2026-03-03T10:00" };
const addressesOf = (people: readonly string[]) => people.map((person) => /[^\s<>]+@[^\s<>]+/.exec(person)![0]).toSorted();

it.each([
  ["moves the meeting", "modify-event", { start: "2026-03-04T09:00" }, [ben, eve]],
  ["removes an attendee", "modify-event", { attendees: [{ email: ben }] }, [ben, eve]],
  ["adds one", "modify-event", { attendees: [{ email: ben }, { email: eve }, { email: "c@x.example" }] }, [ben, "c@x.example", eve]],
  ["removes the meeting", "remove-event", {}, [ben, eve]],
  ["cancels it", "cancel-event", {}, [ben, eve]],
  ["forwards it", "forward-event", { to: ["c@x.example"] }, ["c@x.example"]],
])("everybody who learns that a call %s is shown", async (_, service, input, expected) => {
  await using t = await calendarHost();
  const { id } = await callService(t, "create-event", { ...meeting, attendees: [{ email: ben }, { email: eve }] });
  const preview = await t.account.preview(`calendar/${service}`, { id, ...input });
  expect(preview).toMatchObject({ reachesOthers: true, reachesUnknown: false, items: ["Review"] });
  expect(addressesOf(preview.people)).toEqual(expected);
  expect((await callService(t, "list-events", { start: "2026-03-03", end: "2026-03-04" })).events).toHaveLength(1);
});

it("whoever was invited to one occurrence learns that the series changes", async () => {
  await using t = await calendarHost();
  const recurrence = "FREQ=DAILY;COUNT=3";
  const { id } = await callService(t, "create-event", { ...meeting, recurrence, attendees: [{ email: ben }] });
  await callService(t, "modify-event", { id, occurrence: "2026-03-04", attendees: [{ email: ben }, { email: eve }] });
  await t.advance("61s");
  const { people } = await t.account.preview("calendar/modify-event", { id, series: true, subject: "Other" });
  expect(addressesOf(people)).toEqual([ben, eve]);
});

it.each([
  ["respond-to-event", { response: "decline" }, [ben]],
  ["forward-event", { to: ["c@x.example"] }, [ben, "c@x.example"]],
])("the organizer learns of %s", async (service, input, expected) => {
  await using t = await calendarHost();
  t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
  const attendees = [{ type: "required", emailAddress: { address: ada } }];
  t.emulator.control.calendar.createEvent(ben, graphEvent("Plan", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }));
  await t.advance("61s");
  const [{ id }] = t.sensor("calendar/calendar").attributes.events as [{ id: string }];
  expect(addressesOf((await t.account.preview(`calendar/${service}`, { id, ...input })).people)).toEqual(expected);
});

it("a response to all invitations of a period shows them and their organizers", async () => {
  await using t = await calendarHost();
  t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
  const attendees = [{ type: "required", emailAddress: { address: ada } }];
  for (const hour of ["09", "11"])
    t.emulator.control.calendar.createEvent(
      ben,
      graphEvent(`Plan ${hour}`, `2026-03-03T${hour}:00:00`, `2026-03-03T${hour}:30:00`, { attendees }),
    );
  const where = { start: "2026-03-03", end: "2026-03-04" };
  const preview = await t.account.preview("calendar/respond-to-event", { where, response: "decline" });
  expect(preview).toMatchObject({ items: ["Plan 09", "Plan 11"], people: [ben], count: 2 });
});
