import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { groupCalendarPlugin } from "@casement/plugin-group-calendar";
import { expect, it } from "vitest";
import { ada, createCaldavRig } from "../../test/caldav/caldav-rig.fixture.ts";
import { editEvent, eventLines, eventText, hourOn, propertyOf } from "../../test/caldav/calendar-rig.fixture.ts";

const ben = "ben@contoso.example";

it("events of a group calendar are created, changed and removed, and nobody is told", async () => {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock });
  const { id } = emulator.directory.addTenant({ domain: "contoso.example" });
  for (const [userPrincipalName, displayName] of [
    [ada, "Ada"],
    [ben, "Ben"],
  ] as const)
    emulator.directory.addUser({ userPrincipalName, displayName, timeZone: "Europe/Berlin" });
  emulator.control.groups.add("contoso.example", { displayName: "Team", members: [ada, ben] });
  emulator.directory.grant(id, "11111111-1111-4111-8111-111111111111", ["Group.Read.All", "Group.ReadWrite.All"]);
  const account = { timeZone: "Europe/Berlin" };
  await using rig = await createCaldavRig({ clock, emulator, user: ada, account, plugins: [{ plugin: groupCalendarPlugin }] });
  const path = await rig.pathOf("Team");
  const at = `${path}a.ics`;
  expect((await rig.put(at, eventText("a", "SUMMARY:Retreat", ...hourOn("20260303"), "RRULE:FREQ=WEEKLY;BYDAY=TU"))).status).toBe(201);
  const text = await rig.get(at);
  expect([propertyOf(text, "uid"), propertyOf(text, "summary")]).toEqual(["a", "Retreat"]);
  expect((await rig.put(at, text)).status).toBe(204);
  expect((await rig.put(at, editEvent(text, "SUMMARY", "SUMMARY:Walk"))).status).toBe(204);
  expect((await rig.put(at, editEvent(await rig.get(at), "RRULE", "RRULE:FREQ=WEEKLY;BYDAY=TU\r\nEXDATE:20260310T080000Z"))).status).toBe(
    204,
  );
  expect(eventLines(await rig.get(at))).toEqual(expect.arrayContaining(["SUMMARY:Walk", "EXDATE;TZID=Europe/Berlin:20260310T090000"]));
  expect((await rig.dav("DELETE", at)).status).toBe(204);
  expect([await rig.list(path), emulator.control.mail.sent()]).toEqual([[], []]);
});
