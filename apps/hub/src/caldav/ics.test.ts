import { describe, expect, it } from "vitest";
import { ada, componentsIn, createCaldavRig, daily, timed } from "../../test/caldav/caldav-rig.fixture.ts";

async function rigWithCalendars() {
  const rig = await createCaldavRig();
  const { calendar, todo } = rig.t.emulator.control;
  calendar.createCalendar(ada, { name: "Family" });
  const attendees = [{ emailAddress: { address: "bob@contoso.example", name: "Bob" }, type: "required" }];
  const more = { attendees, body: { contentType: "text", content: "Secret notes" }, location: { displayName: "Hall" } };
  calendar.createEvent(ada, timed("Meeting", "2026-03-03T09:00:00", "2026-03-03T10:00:00", more));
  calendar.createEvent(ada, timed("Free", "2026-03-03T11:00:00", "2026-03-03T12:00:00", { showAs: "free" }));
  calendar.createEvent(ada, timed("Dinner", "2026-03-03T18:00:00", "2026-03-03T19:00:00", daily("2026-03-03")), "Family");
  todo.addTask(ada, "Tasks", { title: "Milk" });
  await rig.t.account.rescan();
  await rig.t.account.refresh();
  const get = async (target: string, options: readonly string[] = [], headers = {}) => {
    const { address, name } = await rig.addAccess("ics", target, options);
    const { pathname } = new URL(address);
    return { ...(await rig.dav("GET", pathname, { credentials: null, headers })), pathname, name };
  };
  const summaries = (text: string) =>
    componentsIn(text)
      .map((each) => each.getFirstPropertyValue("summary"))
      .sort();
  return { rig, get, summaries };
}

describe("a calendar's address", () => {
  it("shows one calendar or list, or all calendars of an account, without texts and people", async () => {
    const { rig, get, summaries } = await rigWithCalendars();
    await using _ = rig;
    const family = await get("home/calendar/family");
    expect([family.status, family.headers.get("content-type"), summaries(family.text)]).toEqual([
      200,
      "text/calendar; charset=utf-8",
      ["Dinner"],
    ]);
    expect(family.text).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n");
    expect(family.text).toContain("NAME:Family\r\n");
    const all = await get("home");
    expect(summaries(all.text)).toEqual(["Dinner", "Free", "Meeting"]);
    expect(all.text).toContain("LOCATION:Hall");
    expect(all.text).not.toMatch(/Secret notes|bob@|Bob|VALARM|URL/);
    expect(summaries((await get("home/todo/tasks")).text)).toEqual(["Milk"]);
  });

  it("with busyOnly tells only when somebody is busy", async () => {
    const { rig, get, summaries } = await rigWithCalendars();
    await using _ = rig;
    const { text } = await get("home", ["busyOnly"]);
    expect(summaries(text)).toEqual(["Busy", "Busy"]);
    expect(text).not.toMatch(/Meeting|Dinner|Hall|CATEGORIES|Free/);
    expect(text).toContain("RRULE:");
    expect(componentsIn((await get("home/todo/tasks", ["busyOnly"])).text)).toEqual([]);
  });

  it("has an ETag that changes with what it shows, and ends with its access", async () => {
    const { rig, get } = await rigWithCalendars();
    await using _ = rig;
    const { pathname, headers, text, name } = await get("home/calendar/family");
    const etag = headers.get("etag")!;
    const again = (method: string, known?: string) =>
      rig.dav(method, pathname, { credentials: null, headers: known === undefined ? {} : { "if-none-match": known } });
    expect((await again("GET", etag)).status).toBe(304);
    const head = await again("HEAD");
    expect([head.status, head.text, head.headers.get("etag"), head.headers.get("content-length")]).toEqual([
      200,
      "",
      etag,
      String(Buffer.byteLength(text)),
    ]);
    rig.t.emulator.control.calendar.createEvent(ada, timed("Lunch", "2026-03-04T09:00:00", "2026-03-04T10:00:00"), "Family");
    await rig.t.account.refresh();
    expect((await again("GET", etag)).status).toBe(200);
    expect((await again("PUT")).status).toBe(405);
    await rig.revoke(name);
    expect((await again("GET")).status).toBe(404);
    expect(rig.logLines.join()).not.toContain(pathname.slice(5, 20));
  });

  it("is not opened by a password of a program, nor by a guess", async () => {
    const { rig } = await rigWithCalendars();
    await using _ = rig;
    for (const secret of [rig.password, "x", "", "a/b", "%2e%2e"])
      expect([secret, (await rig.dav("GET", `/ics/${secret}.ics`, { credentials: null })).status]).toEqual([secret, 404]);
  });

  it("says so when its calendar was removed", async () => {
    const { rig, get } = await rigWithCalendars();
    await using _ = rig;
    const { pathname } = await get("home/calendar/family");
    const { calendar } = rig.t.emulator.control;
    calendar.removeCalendar(ada, "Family");
    await rig.t.account.rescan();
    const gone = await rig.dav("GET", pathname, { credentials: null });
    expect([gone.status, gone.text]).toEqual([404, expect.stringContaining("was removed")]);
  });
});
