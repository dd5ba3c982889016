import { expect, it } from "vitest";
import { ada, createCaldavRig, propfind } from "../../test/caldav/caldav-rig.fixture.ts";

it("a calendar has the color that it has in Outlook", async () => {
  await using rig = await createCaldavRig();
  rig.t.emulator.control.calendar.createCalendar(ada, { name: "Family", color: "lightGreen" });
  await rig.t.account.rescan();
  const path = await rig.pathOf("Family");
  const { found } = await rig.dav("PROPFIND", path, { depth: "0", body: propfind("<A:calendar-color/>") });
  expect(found[path]?.["{http://apple.com/ns/ical/}calendar-color"]?.text).toMatch(/^#[0-9A-F]{6}FF$/);
});
