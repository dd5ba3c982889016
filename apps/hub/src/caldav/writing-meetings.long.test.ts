import { describe, expect, it } from "vitest";
import { ada, daily, timed } from "../../test/caldav/caldav-rig.fixture.ts";
import {
  ben,
  type CalendarRig,
  editEvent,
  eve,
  eventLines,
  linesOf,
  propertyOf,
  startCalendar,
} from "../../test/caldav/calendar-rig.fixture.ts";

describe("an attendee", () => {
  async function invited(more: object = {}): Promise<CalendarRig & { at: string; organizers: () => any }> {
    const s = await startCalendar();
    const { calendar } = s.rig.t.emulator.control;
    calendar.createEvent(
      ben,
      timed("Plan", "2026-03-03T09:00:00", "2026-03-03T10:00:00", {
        attendees: [{ emailAddress: { address: ada } }, { emailAddress: { address: eve } }],
        ...more,
      }),
    );
    await s.rig.t.account.refresh();
    s.sent();
    s.changes();
    return { ...s, at: (await s.rig.list(s.path))[0]!, organizers: () => structuredClone(calendar.events(ben)[0]) };
  }
  const own = (partstat: string) => `ATTENDEE;PARTSTAT=${partstat}:mailto:${ada}`;
  const answered = (text: string, partstat: string) =>
    linesOf(text)
      .map((line) => (line.startsWith("ATTENDEE") && line.includes(ada) ? own(partstat) : line))
      .join("\r\n");

  it("accepts, and the organizer's event is not changed otherwise", async () => {
    const { rig, at, organizers, sent, changes } = await invited();
    await using _ = rig;
    const before = organizers();
    expect((await rig.put(at, answered(await rig.get(at), "ACCEPTED"))).status).toBe(204);
    expect([sent(), changes()]).toEqual([[`response ${ben}`], ["POST /me/events/{event}/accept"]]);
    const { attendees: _1, changeKey: _2, lastModifiedDateTime: _3, "@odata.etag": _4, ...rest } = organizers();
    expect(before).toMatchObject(rest);
    expect(propertyOf(await rig.get(at), "summary")).toBe("Plan");
    expect((await rig.put(at, answered(await rig.get(at), "ACCEPTED"))).status).toBe(204);
    expect([sent(), changes()]).toEqual([[], []]);
  });

  it("accepts without notifying", async () => {
    const { rig, at, sent } = await invited();
    await using _ = rig;
    expect((await rig.put(at, answered(await rig.get(at), "TENTATIVE"), { "schedule-reply": "F" })).status).toBe(204);
    expect(sent()).toEqual([]);
  });

  it("changes the reminder, and nobody is told", async () => {
    const { rig, at, sent, changes } = await invited();
    await using _ = rig;
    expect((await rig.put(at, editEvent(await rig.get(at), "TRIGGER", "TRIGGER:-PT5M"))).status).toBe(204);
    expect([sent(), changes()]).toEqual([[], ["PATCH /me/events/{event}"]]);
    expect(linesOf(await rig.get(at))).toContain("TRIGGER:-PT5M");
  });

  it.each([
    ["the title", "SUMMARY", "SUMMARY:Mine"],
    ["the time", "DTSTART", "DTSTART:20260303T080000Z"],
    ["the people", "ATTENDEE", `ATTENDEE:mailto:${ada}`],
  ])("cannot change %s", async (_, begin, line) => {
    const { rig, at, organizers, sent, changes } = await invited();
    await using _rig = rig;
    const before = organizers();
    const { status, xml } = await rig.put(at, editEvent(await rig.get(at), begin, line));
    expect([status, xml!.children[0]!.name]).toEqual([403, "allowed-attendee-scheduling-object-change"]);
    expect([sent(), changes(), organizers()]).toEqual([[], [], before]);
  });

  it("declines one occurrence, and the others stay", async () => {
    const { rig, path, at, sent, changes } = await invited(daily("2026-03-03"));
    await using _ = rig;
    const text = await rig.get(at);
    const without = editEvent(text, "RRULE", `${eventLines(text).find((line) => line.startsWith("RRULE"))}\r\nEXDATE:20260305T090000Z`);
    expect((await rig.put(at, without)).status).toBe(204);
    expect([sent(), changes()]).toEqual([[`response ${ben}`], ["POST /me/events/{event}/decline"]]);
    expect(await rig.list(path)).toEqual([at]);
  });

  it("deletes the meeting: it is declined, and gone here alone", async () => {
    const { rig, at, organizers, sent, events } = await invited();
    await using _ = rig;
    expect((await rig.dav("DELETE", at)).status).toBe(204);
    expect(sent()).toEqual([`response ${ben}`]);
    expect([events(), organizers().subject]).toEqual([[], "Plan"]);
    expect((await rig.dav("GET", at)).status).toBe(404);
  });
});

describe("an organizer", () => {
  async function organizing(more: object = {}): Promise<CalendarRig & { at: string }> {
    const s = await startCalendar();
    s.rig.t.emulator.control.calendar.createEvent(
      ada,
      timed("Plan", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees: [{ emailAddress: { address: ben } }], ...more }),
    );
    await s.rig.t.account.refresh();
    s.sent();
    s.changes();
    return { ...s, at: (await s.rig.list(s.path))[0]! };
  }

  it("sends what Outlook would send, and no more", async () => {
    const { rig, at, sent, changes } = await organizing(daily("2026-03-03"));
    await using _ = rig;
    const put = async (edit: (text: string) => string) => {
      expect((await rig.put(at, edit(await rig.get(at)))).status).toBe(204);
      return sent();
    };
    expect(await put((text) => editEvent(text, "TRIGGER", "TRIGGER:-PT5M"))).toEqual([]);
    expect(await put((text) => editEvent(text, "SUMMARY", "SUMMARY:Plans"))).toEqual([`update ${ben}`]);
    expect(await put((text) => editEvent(text, "ORGANIZER", `ORGANIZER:mailto:${ada}\r\nATTENDEE:mailto:${eve}`))).toEqual([
      `request ${eve}`,
    ]);
    const rule = "RRULE:FREQ=DAILY\r\nEXDATE:20260305T090000Z";
    expect((await put((text) => editEvent(text, "RRULE", rule))).sort()).toEqual([`cancellation ${ben}`, `cancellation ${eve}`]);
    changes();
    expect(await put((text) => text)).toEqual([]);
    expect(changes()).toEqual([]);
    expect((await rig.dav("DELETE", at)).status).toBe(204);
    expect(sent().sort()).toEqual([`cancellation ${ben}`, `cancellation ${eve}`]);
  });

  it("puts back what it got, in UTC, reordered, without X-properties, folded badly: nothing is sent", async () => {
    const { rig, at, sent, changes } = await organizing(
      daily("2026-03-03", { location: { displayName: "A very long place with a name, that is folded; and has commas in it" } }),
    );
    await using _ = rig;
    const lines = linesOf(await rig.get(at)).filter((line) => !line.startsWith("X-"));
    const text = lines
      .join("\r\n")
      .replace(/DTSTART;TZID=[^:]+:20260303T\d+/, "DTSTART:20260303T090000Z")
      .replace(/DTEND;TZID=[^:]+:20260303T\d+/, "DTEND:20260303T100000Z");
    const [head, body] = [text.slice(0, text.indexOf("SUMMARY")), text.slice(text.indexOf("SUMMARY"))];
    for (const variant of [text, head + body.replaceAll(/(.{30})/g, "$1\r\n "), text.replaceAll("\r\n", "\n")])
      expect([(await rig.put(at, variant)).status, sent(), changes()]).toEqual([204, [], []]);
  });

  it("cannot hand the meeting over, and cannot move it to another calendar", async () => {
    const { rig, at, sent, events, path } = await organizing();
    await using _ = rig;
    const text = await rig.get(at);
    const handed = await rig.put(at, editEvent(text, "ORGANIZER", `ORGANIZER:mailto:${ben}`));
    expect([handed.status, handed.xml!.children[0]!.name]).toEqual([403, "allowed-organizer-scheduling-object-change"]);
    rig.t.emulator.control.calendar.createCalendar(ada, { name: "Family" });
    await rig.t.account.rescan();
    const other = await rig.pathOf("Family");
    expect((await rig.put(`${other}m.ics`, text)).status).toBe(403);
    expect((await rig.dav("MOVE", at, { headers: { destination: `${other}m.ics` } })).status).toBe(403);
    expect([sent(), events().length, await rig.list(path)]).toEqual([[], 1, [at]]);
  });
});
