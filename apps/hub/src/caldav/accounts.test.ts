import { defineAccount } from "@casement/host";
import { expect, it } from "vitest";
import { ada, createCaldavRig, propfind, timed } from "../../test/caldav/caldav-rig.fixture.ts";

it("an account that is added is served with all days, and its programs are refused once it is removed", async () => {
  await using rig = await createCaldavRig();
  const { host, emulator, account } = rig.t;
  const family = emulator.control.calendar.createCalendar(ada, { name: "Family" });
  emulator.control.calendar.createEvent(ada, timed("In autumn", "2026-09-01T10:00:00", "2026-09-01T11:00:00"), String(family.id));
  await host.addAccount(defineAccount({ ...account.options, name: "second", signIn: "home" }));
  await host.settled();
  const { password } = await rig.addAccess("caldav", "second");
  const credentials = ["second", password!] as const;
  const home = { depth: "1", body: propfind("<D:displayname/>"), credentials };
  const { found } = await rig.dav("PROPFIND", "/dav/calendars/second/", home);
  const [path] = Object.entries(found).find(([, properties]) => properties["{DAV:}displayname"]?.text === "Family")!;
  const listed = await rig.dav("PROPFIND", path, { ...home, body: propfind("<D:getetag/>") });
  expect(Object.keys(listed.found)).toHaveLength(1);
  await host.removeAccount("second");
  expect((await rig.dav("PROPFIND", "/dav/calendars/second/", home)).status).toBe(401);
});
