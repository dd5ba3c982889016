import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { calendarPlugin } from "@casement/plugin-calendar";
import { todoPlugin } from "@casement/plugin-todo";
import { expect, it } from "vitest";
import { createCaldavRig, propfind } from "../../test/caldav/caldav-rig.fixture.ts";

it("who writes back every event and task of a household changes nothing, and tells nobody", { timeout: 120_000 }, async () => {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock, populate: addHousehold });
  const plugins = [{ plugin: calendarPlugin }, { plugin: todoPlugin }];
  await using rig = await createCaldavRig({ clock, emulator, user: householdUsers.main, plugins });
  const { control } = rig.t.emulator;
  const { found } = await rig.dav("PROPFIND", "/dav/calendars/home/", { depth: "1", body: propfind("<D:current-user-privilege-set/>") });
  const writable = Object.entries(found).filter(([, properties]) =>
    properties["{DAV:}current-user-privilege-set"]!.children.some(({ children }) => children[0]?.name === "write-content"),
  );
  control.counters.reset();
  control.mail.forgetSent();
  let written = 0;
  for (const [path] of writable)
    for (const href of await rig.list(path)) {
      const { status, text } = await rig.put(href, await rig.get(href));
      expect([href, status, text]).toEqual([href, 204, ""]);
      written++;
    }
  expect(written).toBeGreaterThan(50);
  expect(Object.keys(control.counters.report().calls).filter((call) => /^(POST|PATCH|DELETE) (?!\/\$batch)/.test(call))).toEqual([]);
  expect(control.mail.sent()).toEqual([]);
});
