import { describe, expect, it } from "vitest";
import {
  ada,
  type CaldavRig,
  calendarData,
  calendarQuery,
  componentsIn,
  createCaldavRig,
  daily,
  propfind,
  range,
  report,
  timed,
} from "../../test/caldav/caldav-rig.fixture.ts";

/** A daily run from 3 March 2026 on; the one of the 5th is deleted, the one of the 6th is moved to the 20th at noon. */
async function rigWithSeries(): Promise<CaldavRig> {
  const rig = await createCaldavRig();
  const { calendar } = rig.t.emulator.control;
  calendar.createEvent(ada, timed("Run", "2026-03-03T09:00:00", "2026-03-03T10:00:00", daily("2026-03-03")));
  const occurrence = (day: string) => calendar.view(ada, `${day}T00:00:00Z`, `${day}T23:00:00Z`)[0]!.id as string;
  calendar.deleteEvent(ada, occurrence("2026-03-05"));
  calendar.patchEvent(ada, occurrence("2026-03-06"), timed("Long run", "2026-03-20T12:00:00", "2026-03-20T13:00:00"));
  await rig.t.account.refresh();
  return rig;
}

describe("calendar-query", () => {
  it("finds a series by its occurrences, and not by those that were deleted or moved away", async () => {
    await using rig = await rigWithSeries();
    const path = await rig.pathOf("Calendar");
    const at = (from: string, until: string) => rig.query(path, range(from, until));
    expect(await at("20260415T000000Z", "20260417T000000Z")).toEqual(["Run"]);
    expect(await at("20260305T000000Z", "20260306T000000Z")).toEqual([]);
    expect(await at("20260306T000000Z", "20260307T000000Z")).toEqual([]);
    expect(await at("20260320T113000Z", "20260320T123000Z")).toEqual(["Run"]);
    expect(await rig.query(path, '<C:comp-filter name="VEVENT"><C:time-range end="20260303T090000Z"/></C:comp-filter>')).toEqual([]);
    expect(await rig.query(path, '<C:comp-filter name="VEVENT"><C:time-range start="20260401T000000Z"/></C:comp-filter>')).toEqual(["Run"]);
  });

  it("counts days in the time zone of the account, to the second", async () => {
    await using rig = await createCaldavRig({ account: { timeZone: "Pacific/Auckland" } });
    const { calendar } = rig.t.emulator.control;
    const allDay = {
      isAllDay: true,
      start: { dateTime: "2026-03-10T00:00:00", timeZone: "UTC" },
      end: { dateTime: "2026-03-11T00:00:00", timeZone: "UTC" },
    };
    calendar.createEvent(ada, { subject: "Holiday", ...allDay });
    calendar.createEvent(ada, timed("Instant", "2026-03-12T00:00:00", "2026-03-12T00:00:00"));
    await rig.t.account.refresh();
    const path = await rig.pathOf("Calendar");
    // Midnight in Auckland is 11:00 UTC of the day before.
    const at = (from: string, until: string) => rig.query(path, range(from, until));
    expect(await at("20260309T000000Z", "20260309T110000Z")).toEqual([]);
    expect(await at("20260309T000000Z", "20260309T110001Z")).toEqual(["Holiday"]);
    expect(await at("20260310T105959Z", "20260310T120000Z")).toEqual(["Holiday"]);
    expect(await at("20260310T110000Z", "20260310T120000Z")).toEqual([]);
    expect(await at("20260312T000000Z", "20260312T000001Z")).toEqual(["Instant"]);
    expect(await at("20260311T235959Z", "20260312T000000Z")).toEqual([]);
  });

  it("compares texts", async () => {
    await using rig = await createCaldavRig();
    const { calendar } = rig.t.emulator.control;
    calendar.createEvent(ada, timed("Übung", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { location: { displayName: "Hall" } }));
    calendar.createEvent(ada, timed("Lunch", "2026-03-04T09:00:00", "2026-03-04T10:00:00"));
    await rig.t.account.refresh();
    const path = await rig.pathOf("Calendar");
    const property = (name: string, content: string) =>
      rig.query(path, `<C:comp-filter name="VEVENT"><C:prop-filter name="${name}">${content}</C:prop-filter></C:comp-filter>`);
    const text = (value: string, attributes = "") => `<C:text-match ${attributes}>${value}</C:text-match>`;
    expect(await property("SUMMARY", text("UNCH"))).toEqual(["Lunch"]);
    expect(await property("SUMMARY", text("übu"))).toEqual([]);
    expect(await property("SUMMARY", text("übu", 'collation="i;unicode-casemap"'))).toEqual(["Übung"]);
    expect(await property("SUMMARY", text("lunch", 'collation="i;octet"'))).toEqual([]);
    expect(await property("SUMMARY", text("lunch", 'negate-condition="yes"'))).toEqual(["Übung"]);
    expect(await property("LOCATION", "<C:is-not-defined/>")).toEqual(["Lunch"]);
    expect(await property("LOCATION", "")).toEqual(["Übung"]);
    const unknown = calendarQuery(
      `<C:comp-filter name="VEVENT"><C:prop-filter name="SUMMARY">${text("a", 'collation="i;odd"')}</C:prop-filter></C:comp-filter>`,
    );
    expect((await rig.dav("REPORT", path, { body: unknown })).xml!.children[0]!.name).toBe("supported-collation");
  });

  it("finds tasks by their state and days", async () => {
    await using rig = await createCaldavRig();
    const { todo } = rig.t.emulator.control;
    const due = { dueDateTime: { dateTime: "2026-03-10T00:00:00", timeZone: "UTC" } };
    todo.addTask(ada, "Tasks", { title: "Milk", ...due });
    todo.addTask(ada, "Tasks", {
      title: "Bread",
      status: "completed",
      completedDateTime: { dateTime: "2026-03-01T00:00:00", timeZone: "UTC" },
    });
    await rig.t.account.refresh();
    const path = await rig.pathOf("Tasks");
    const task = (content: string) => rig.query(path, `<C:comp-filter name="VTODO">${content}</C:comp-filter>`);
    expect(await task("")).toEqual(["Bread", "Milk"]);
    expect(await task('<C:prop-filter name="COMPLETED"><C:is-not-defined/></C:prop-filter>')).toEqual(["Milk"]);
    const open = '<C:prop-filter name="STATUS"><C:text-match negate-condition="yes">COMPLETED</C:text-match></C:prop-filter>';
    expect(await task(open)).toEqual(["Milk"]);
    expect(await task('<C:time-range start="20260309T120000Z" end="20260311T000000Z"/>')).toEqual(["Milk"]);
    expect(await task('<C:time-range start="20260312T000000Z" end="20260313T000000Z"/>')).toEqual([]);
    const dueIn = (times: string) => task(`<C:prop-filter name="DUE"><C:time-range ${times}/></C:prop-filter>`);
    expect(await dueIn('start="20260309T120000Z" end="20260311T000000Z"')).toEqual(["Milk"]);
    expect(await dueIn('start="20260312T000000Z"')).toEqual([]);
  });

  it("finds events and tasks by the times of their reminders", async () => {
    await using rig = await createCaldavRig();
    const { todo, calendar } = rig.t.emulator.control;
    const reminder = { isReminderOn: true, reminderMinutesBeforeStart: 30 };
    calendar.createEvent(ada, timed("Run", "2026-03-02T09:00:00", "2026-03-02T10:00:00", { ...daily("2026-03-02"), ...reminder }));
    calendar.createEvent(ada, timed("Quiet", "2026-03-02T09:00:00", "2026-03-02T10:00:00", { isReminderOn: false }));
    todo.addTask(ada, "Tasks", {
      title: "Milk",
      isReminderOn: true,
      reminderDateTime: { dateTime: "2026-03-10T07:00:00", timeZone: "UTC" },
    });
    await rig.t.account.refresh();
    const remindedIn = async (title: string, component: string, start: string, end: string) =>
      rig.query(
        await rig.pathOf(title),
        `<C:comp-filter name="${component}"><C:comp-filter name="VALARM"><C:time-range start="${start}" end="${end}"/></C:comp-filter></C:comp-filter>`,
      );
    expect(await remindedIn("Calendar", "VEVENT", "20260310T083000Z", "20260310T083100Z")).toEqual(["Run"]);
    expect(await remindedIn("Calendar", "VEVENT", "20260310T083001Z", "20260311T083000Z")).toEqual([]);
    expect(await remindedIn("Calendar", "VEVENT", "20260201T000000Z", "20260301T000000Z")).toEqual([]);
    expect(await remindedIn("Tasks", "VTODO", "20260310T070000Z", "20260310T070001Z")).toEqual(["Milk"]);
    expect(await remindedIn("Tasks", "VTODO", "20260310T070001Z", "20260310T080000Z")).toEqual([]);
  });

  it("finds events by a time that is written in a time zone", async () => {
    await using rig = await createCaldavRig({ account: { timeZone: "Europe/Berlin" } });
    const berlin = (dateTime: string) => ({ dateTime, timeZone: "Europe/Berlin" });
    const lunch = { subject: "Lunch", start: berlin("2026-03-03T12:00:00"), end: berlin("2026-03-03T13:00:00") };
    rig.t.emulator.control.calendar.createEvent(ada, lunch);
    await rig.t.account.refresh();
    const path = await rig.pathOf("Calendar");
    const startsIn = (times: string) =>
      rig.query(
        path,
        `<C:comp-filter name="VEVENT"><C:prop-filter name="DTSTART"><C:time-range ${times}/></C:prop-filter></C:comp-filter>`,
      );
    expect(await startsIn('start="20260303T110000Z" end="20260303T110001Z"')).toEqual(["Lunch"]);
    expect(await startsIn('start="20260303T110001Z"')).toEqual([]);
  });

  it("finds nothing of another component, and says which filter it does not support", async () => {
    await using rig = await rigWithSeries();
    const path = await rig.pathOf("Calendar");
    expect(await rig.query(path, '<C:comp-filter name="VTODO"/>')).toEqual([]);
    expect(await rig.query(path, '<C:comp-filter name="VTODO"><C:is-not-defined/></C:comp-filter>')).toEqual(["Run"]);
    expect(await rig.query(path, '<C:comp-filter name="VEVENT"><C:is-not-defined/></C:comp-filter>')).toEqual([]);
    expect(await rig.query(path, '<C:comp-filter name="VEVENT"><C:comp-filter name="VALARM"/></C:comp-filter>')).toEqual(["Run"]);
    expect(await rig.query(path, "")).toEqual(["Run"]);
    const refused = async (filter: string) => {
      const { status, xml } = await rig.dav("REPORT", path, { body: calendarQuery(filter) });
      return [status, xml!.children[0]!.name];
    };
    expect(await refused('<C:comp-filter name="X-ODD"/>')).toEqual([403, "supported-filter"]);
    expect(await refused('<C:prop-filter name="VERSION"/>')).toEqual([403, "supported-filter"]);
    expect(await refused('<C:comp-filter name="VEVENT"><C:time-range/></C:comp-filter>')).toEqual([403, "valid-filter"]);
    expect(await refused('<C:comp-filter name="VEVENT"><C:time-range start="2026-03-02"/></C:comp-filter>')).toEqual([403, "valid-filter"]);
    expect(await refused(range("20260302T000000Z", "20260301T000000Z"))).toEqual([403, "valid-filter"]);
  });
});

it("calendar-multiget answers for each href, also a missing and a foreign one", async () => {
  await using rig = await rigWithSeries();
  const path = await rig.pathOf("Calendar");
  const { found } = await rig.dav("PROPFIND", path, { depth: "1", body: propfind("<D:getetag/>") });
  const href = Object.keys(found).find((each) => each.endsWith(".ics"))!;
  const hrefs = [href, `http://127.0.0.1:8365${href}`, `${path}missing.ics`, "/dav/calendars/work/x/y.ics", "/x%zz"];
  const body = report(
    "C:calendar-multiget",
    `<D:prop><D:getetag/><C:calendar-data/></D:prop>${hrefs.map((each) => `<D:href>${each}</D:href>`).join("")}`,
  );
  const answer = await rig.dav("REPORT", path, { depth: "1", body });
  expect(answer.text.match(/<C:calendar-data>/g)).toHaveLength(2);
  expect(Object.values(answer.statuses)).toEqual(["404 Not Found", "404 Not Found", "404 Not Found"]);
  const [master, override] = componentsIn(answer.found[href]![calendarData]!.text);
  expect(String(master!.getFirstPropertyValue("rrule"))).toContain("FREQ=DAILY");
  expect(String(master!.getFirstPropertyValue("exdate"))).toBe("2026-03-05T09:00:00Z");
  expect([String(override!.getFirstPropertyValue("recurrence-id")), override!.getFirstPropertyValue("summary")]).toEqual([
    "2026-03-06T09:00:00Z",
    "Long run",
  ]);
});

it("expand gives each occurrence on its own, in UTC", async () => {
  await using rig = await rigWithSeries();
  const expand = '<C:calendar-data><C:expand start="20260304T000000Z" end="20260321T000000Z"/></C:calendar-data>';
  const filter = range("20260304T000000Z", "20260321T000000Z");
  const { found } = await rig.dav("REPORT", await rig.pathOf("Calendar"), { body: calendarQuery(filter, expand) });
  const components = componentsIn(Object.values(found)[0]![calendarData]!.text);
  const starts = components.map((each) => String(each.getFirstPropertyValue("dtstart")));
  // 4 to 20 March without the 5th and 6th, and the moved one.
  expect(components).toHaveLength(16);
  expect(new Set(starts).size).toBe(16);
  expect(starts.every((each) => each.endsWith("Z"))).toBe(true);
  expect(components.every((each) => !each.hasProperty("rrule") && !each.hasProperty("exdate"))).toBe(true);
  const moved = components.find((each) => each.getFirstPropertyValue("summary") === "Long run")!;
  expect(["recurrence-id", "dtstart"].map((name) => String(moved.getFirstPropertyValue(name)))).toEqual([
    "2026-03-06T09:00:00Z",
    "2026-03-20T12:00:00Z",
  ]);
});

it("free-busy-query tells times, and nothing else", async () => {
  await using rig = await createCaldavRig();
  const { calendar } = rig.t.emulator.control;
  const add = (subject: string, hour: string, until: string, showAs: string) =>
    calendar.createEvent(ada, timed(subject, `2026-03-03T${hour}:00:00`, `2026-03-03T${until}:00:00`, { showAs }));
  add("Secret", "09", "10", "busy");
  add("Secret", "10", "11", "busy");
  add("Secret", "12", "13", "tentative");
  add("Secret", "14", "15", "oof");
  add("Secret", "16", "17", "free");
  await rig.t.account.refresh();
  const body = report("C:free-busy-query", '<C:time-range start="20260303T093000Z" end="20260304T000000Z"/>');
  const { status, text } = await rig.dav("REPORT", await rig.pathOf("Calendar"), { depth: "1", body });
  expect([status, text.split("\r\n").filter((line) => line.startsWith("FREEBUSY"))]).toEqual([
    200,
    [
      "FREEBUSY;FBTYPE=BUSY:20260303T093000Z/20260303T110000Z",
      "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260303T120000Z/20260303T130000Z",
      "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260303T140000Z/20260303T150000Z",
    ],
  ]);
  expect(text).not.toContain("Secret");
});

it("GET and HEAD answer with an ETag, and 304 to who has it", async () => {
  await using rig = await rigWithSeries();
  const path = await rig.pathOf("Calendar");
  const { found } = await rig.dav("PROPFIND", path, { depth: "1", body: propfind("<D:getetag/><D:getcontenttype/>") });
  const [href, properties] = Object.entries(found).find(([each]) => each.endsWith(".ics"))!;
  const got = await rig.dav("GET", href);
  expect([got.status, got.headers.get("etag")]).toEqual([200, properties["{DAV:}getetag"]!.text]);
  expect(componentsIn(got.text)).toHaveLength(2);
  const etag = got.headers.get("etag")!;
  for (const header of [etag, `W/${etag}`, `"x", ${etag}`, "*"])
    expect((await rig.dav("GET", href, { headers: { "if-none-match": header } })).status).toBe(304);
  expect((await rig.dav("GET", href, { headers: { "if-none-match": '"x"' } })).status).toBe(200);
  const head = await rig.dav("HEAD", href);
  expect([head.status, head.text, head.headers.get("etag"), Number(head.headers.get("content-length"))]).toEqual([
    200,
    "",
    etag,
    Buffer.byteLength(got.text),
  ]);
  expect((await rig.dav("GET", `${path}missing.ics`)).status).toBe(404);
});
