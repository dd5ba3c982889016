import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import {
  ada,
  type CaldavRig,
  calendarQuery,
  createCaldavRig,
  daily,
  propfind,
  range,
  report,
  syncReport,
  timed,
} from "../../test/caldav/caldav-rig.fixture.ts";

async function sync(rig: CaldavRig, path: string, token = "", more = "", depth = "0") {
  const { status, found, statuses, xml } = await rig.dav("REPORT", path, { depth, body: syncReport(token, more) });
  const next = xml!.children.find(({ name }) => name === "sync-token")?.text ?? "";
  const etags = Object.fromEntries(Object.entries(found).map(([href, each]) => [href, each["{DAV:}getetag"]!.text]));
  return { status, etags, statuses, next, error: xml!.name === "error" ? xml!.children[0]!.name : undefined };
}
/** A mirror that follows tokens alone. */
function createMirror(path: string) {
  const etags: Record<string, string> = {};
  let token = "";
  return {
    etags,
    async update(rig: CaldavRig) {
      const answer = await sync(rig, path, token);
      Object.assign(etags, answer.etags);
      for (const href of Object.keys(answer.statuses)) delete etags[href];
      token = answer.next;
      return answer;
    },
  };
}
async function listing(rig: CaldavRig, path: string): Promise<Record<string, string>> {
  const { found } = await rig.dav("PROPFIND", path, { depth: "1", body: propfind("<D:getetag/>") });
  return Object.fromEntries(
    Object.entries(found).flatMap(([href, each]) => (each["{DAV:}getetag"] ? [[href, each["{DAV:}getetag"].text]] : [])),
  );
}
async function rigWithEvents(subjects: readonly string[], start?: string) {
  const rig = await createCaldavRig(start === undefined ? {} : { clock: createFakeClock(new Date(start)) });
  const { calendar } = rig.t.emulator.control;
  const ids = subjects.map(
    (subject) => calendar.createEvent(ada, timed(subject, "2026-03-03T09:00:00", "2026-03-03T10:00:00")).id as string,
  );
  await rig.t.account.refresh();
  return { rig, calendar, ids, path: await rig.pathOf("Calendar") };
}

describe("sync-collection", () => {
  it("lists everything first, then what changed, what is new and what is gone", async () => {
    const { rig, calendar, ids, path } = await rigWithEvents(["One", "Two", "Three"]);
    await using _ = rig;
    const mirror = createMirror(path);
    const first = await mirror.update(rig);
    expect(Object.keys(first.etags)).toHaveLength(3);
    expect((await mirror.update(rig)).next).toBe(first.next);
    const ctag = async () => (await rig.dav("PROPFIND", path, { depth: "0", body: propfind("<CS:getctag/>") })).text;
    const before = await ctag();
    calendar.patchEvent(ada, ids[0]!, { subject: "First" });
    calendar.createEvent(ada, timed("Four", "2026-03-04T09:00:00", "2026-03-04T10:00:00", daily("2026-03-04")));
    calendar.deleteEvent(ada, ids[1]!);
    await rig.t.account.refresh();
    const next = await mirror.update(rig);
    expect([Object.keys(next.etags).length, Object.values(next.statuses)]).toEqual([2, ["404 Not Found"]]);
    expect(await ctag()).not.toBe(before);
    expect(mirror.etags).toEqual(await listing(rig, path));
    expect((await sync(rig, path, first.next, "", "1")).etags).toEqual(next.etags);
  });

  it("knows its tokens after a restart, and over midnight", async () => {
    const { rig, path } = await rigWithEvents(["One"], "2026-03-02T22:30:00Z");
    await using _ = rig;
    const { next, etags } = await sync(rig, path);
    await using again = await rig.restart();
    expect(await sync(again, path, next)).toMatchObject({ etags: {}, next });
    await again.t.advance("2h");
    expect(await sync(again, path, next)).toMatchObject({ etags: {}, statuses: {}, next });
    expect((await sync(again, path)).etags).toEqual(etags);
  });

  it("tells of the response of an attendee", async () => {
    const { rig, calendar, path } = await rigWithEvents([]);
    await using _ = rig;
    const attendees = [{ emailAddress: { address: "bob@contoso.example", name: "Bob" }, type: "required" }];
    const { id } = calendar.createEvent(ada, timed("Meeting", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees }));
    await rig.t.account.refresh();
    const { next } = await sync(rig, path);
    calendar.attendeeResponds(ada, id as string, "bob@contoso.example", "accepted");
    await rig.t.account.refresh();
    const [href] = Object.keys((await sync(rig, path, next)).etags);
    expect((await rig.dav("GET", href!)).text.replaceAll("\r\n ", "")).toContain('ATTENDEE;CN="Bob";PARTSTAT=ACCEPTED');
  });

  it("refuses tokens that it has not given out", async () => {
    const { rig, path } = await rigWithEvents(["One"]);
    await using _ = rig;
    const { next } = await sync(rig, path);
    for (const token of ["x", "http://radicale.org/ns/sync/1", next.replace(/\d+$/, "999999"), next.replace(/:[^:]+:(\d+)$/, ":other:$1")])
      expect([token, await sync(rig, path, token)]).toMatchObject([token, { status: 403, error: "valid-sync-token" }]);
    expect((await sync(rig, await rig.pathOf("Tasks"), next)).error).toBe("valid-sync-token");
  });

  it("answers in parts if the client wants that", async () => {
    const { rig, path } = await rigWithEvents(["1", "2", "3", "4", "5"]);
    await using _ = rig;
    const limit = "<D:limit><D:nresults>2</D:nresults></D:limit>";
    const all: string[] = [];
    let token = "";
    for (const expected of [2, 2, 1]) {
      const part = await sync(rig, path, token, limit);
      all.push(...Object.keys(part.etags));
      expect(Object.keys(part.etags)).toHaveLength(expected);
      expect(part.statuses).toEqual(expected === 2 ? { [path]: "507 Insufficient Storage" } : {});
      token = part.next;
    }
    expect(new Set(all).size).toBe(5);
    expect(await sync(rig, path, token, limit)).toMatchObject({ etags: {}, statuses: {}, next: token });
  });

  it("shows no calendar as empty that has not been read", async () => {
    await using rig = await createCaldavRig({ signedOut: true });
    rig.t.emulator.control.faults.add({ path: "/me/todo/lists/*/tasks/delta", status: 503 });
    await rig.t.signIn();
    const path = await rig.pathOf("Tasks");
    const { status, headers } = await rig.dav("REPORT", path, { body: syncReport("") });
    expect([status, headers.get("retry-after")]).toEqual([503, "60"]);
    const { missing } = await rig.dav("PROPFIND", path, { depth: "0", body: propfind("<D:sync-token/><CS:getctag/><D:displayname/>") });
    expect(missing[path]).toEqual(["{DAV:}sync-token", "{http://calendarserver.org/ns/}getctag"]);
  });
});

it("polling costs no request to Microsoft 365, also while that is down", async () => {
  const { rig, path } = await rigWithEvents(["One"]);
  await using _ = rig;
  const list = await rig.pathOf("Tasks");
  const { counters, faults } = rig.t.emulator.control;
  const idleHour = async (poll: () => Promise<void>) => {
    counters.reset();
    for (let minute = 0; minute < 60; minute += 5) {
      await poll();
      await rig.t.advance("5m");
    }
    return counters.report().requests;
  };
  const without = await idleHour(async () => {});
  const { next } = await sync(rig, path);
  const withClients = await idleHour(async () => {
    for (let client = 0; client < 2; client++) for (const each of [path, list]) await sync(rig, each);
  });
  expect(withClients).toBe(without);
  faults.add({ status: 503 });
  await rig.t.advance("10m");
  counters.reset();
  expect(await sync(rig, path, next)).toMatchObject({ status: 207, etags: {}, next });
  const multiget = report(
    "C:calendar-multiget",
    `<D:prop><C:calendar-data/></D:prop>${Object.keys(await listing(rig, path)).map((href) => `<D:href>${href}</D:href>`)}`,
  );
  expect((await rig.dav("REPORT", path, { body: multiget })).text).toContain("SUMMARY:One");
  const day = range("20260303T000000Z", "20260304T000000Z");
  expect(await rig.query(path, day)).toEqual(["One"]);
  const freeBusy = report("C:free-busy-query", '<C:time-range start="20260303T000000Z" end="20260304T000000Z"/>');
  expect((await rig.dav("REPORT", path, { body: freeBusy })).text).toContain("20260303T090000Z/20260303T100000Z");
  const expand = '<C:calendar-data><C:expand start="20260303T000000Z" end="20260304T000000Z"/></C:calendar-data>';
  expect((await rig.dav("REPORT", path, { body: calendarQuery(day, expand) })).text).toContain("SUMMARY:One");
  expect((await rig.dav("GET", Object.keys(await listing(rig, path))[0]!)).status).toBe(200);
  expect(counters.report().requests).toBe(0);
});
