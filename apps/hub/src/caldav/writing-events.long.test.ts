import { describe, expect, it } from "vitest";
import { ada, timed } from "../../test/caldav/caldav-rig.fixture.ts";
import {
  ben,
  berlinTime,
  calendarText,
  editEvent,
  eventLines,
  eventText,
  hourOn,
  linesOf,
  propertyOf,
  startCalendar,
  vevent,
} from "../../test/caldav/calendar-rig.fixture.ts";

describe("a new event", () => {
  it("of Home Assistant is in the calendar, under its own address and UID", async () => {
    const { rig, path, events, sent } = await startCalendar();
    await using _ = rig;
    const at = `${path}e91d8454.ics`;
    const dinner = eventText(
      "e91d8454",
      "SUMMARY:Dinner",
      berlinTime("DTSTART", "20260303T180000"),
      berlinTime("DTEND", "20260303T193000"),
      "DESCRIPTION:Soup",
      "LOCATION:Home",
    );
    const { status, headers } = await rig.put(at, dinner);
    expect([status, headers.get("etag")]).toEqual([201, null]);
    expect(events()).toMatchObject([
      {
        subject: "Dinner",
        location: { displayName: "Home" },
        isAllDay: false,
        start: { dateTime: expect.stringContaining("2026-03-03T17:00:00") },
      },
    ]);
    const text = await rig.get(at);
    expect([propertyOf(text, "uid"), propertyOf(text, "dtstart"), propertyOf(text, "description")]).toEqual([
      "e91d8454",
      "2026-03-03T18:00:00",
      "Soup",
    ]);
    expect((await rig.put(at, dinner, { "if-none-match": "*" })).status).toBe(412);
    expect(
      (await rig.put(`${path}day.ics`, eventText("day", "SUMMARY:Day off", "DTSTART;VALUE=DATE:20260304", "DTEND;VALUE=DATE:20260305")))
        .status,
    ).toBe(201);
    expect(linesOf(await rig.get(`${path}day.ics`))).toEqual(
      expect.arrayContaining(["DTSTART;VALUE=DATE:20260304", "DTEND;VALUE=DATE:20260305"]),
    );
    expect(sent()).toEqual([]);
    await using again = await rig.restart();
    expect((await again.list(path)).sort()).toEqual([`${path}day.ics`, at]);
  });

  it("has the UID of its program also after the hub's data was lost", async () => {
    const { rig, path } = await startCalendar();
    await using _ = rig;
    await rig.put(`${path}a.ics`, eventText("own-uid", "SUMMARY:Lunch", ...hourOn("20260303")));
    await rig.t.account.logout();
    await rig.t.signIn();
    await rig.t.account.refresh();
    const [href] = await rig.list(path);
    expect(propertyOf(await rig.get(href!), "uid")).toBe("own-uid");
    expect((await rig.put(href!, editEvent(await rig.get(href!), "SUMMARY", "SUMMARY:Late lunch"))).status).toBe(204);
    await rig.t.advance("61s");
    expect(propertyOf(await rig.get(href!), "uid")).toBe("own-uid");
  });

  it("outside of the window stays, as long as Outlook has it", async () => {
    const { rig, path, events } = await startCalendar();
    await using _ = rig;
    const at = `${path}far.ics`;
    expect((await rig.put(at, eventText("far", "SUMMARY:Jubilee", ...hourOn("20310303")))).status).toBe(201);
    await rig.t.advance("10m");
    expect(propertyOf(await rig.get(at), "summary")).toBe("Jubilee");
    // The calendar is read again from the start.
    await using again = await rig.restart({ agenda: { from: -90, to: 500 } });
    await again.t.advance("61s");
    expect(propertyOf(await again.get(at), "summary")).toBe("Jubilee");
    expect(events()).toHaveLength(1);
    expect((await again.dav("DELETE", at)).status).toBe(204);
    expect(events()).toEqual([]);
  });

  it("that invites people invites them once, also if the answer gets lost", async () => {
    const { rig, path, events, sent } = await startCalendar();
    await using _ = rig;
    const meeting = eventText("m", "SUMMARY:Lunch", ...hourOn("20260303"), `ORGANIZER:mailto:${ada}`, `ATTENDEE;CN="Ben":mailto:${ben}`);
    rig.t.emulator.control.faults.add({ path: "/me/calendars/*/events", method: "POST", status: 503, count: 1 } as never);
    const first = rig.put(`${path}m.ics`, meeting);
    await rig.t.advance("60s");
    if ((await first).status !== 201) expect((await rig.put(`${path}m.ics`, meeting)).status).toBe(201);
    expect(events()).toHaveLength(1);
    expect(sent()).toEqual([`request ${ben}`]);
    expect((await rig.put(`${path}m.ics`, meeting)).status).toBe(204);
    expect(sent()).toEqual([]);
  });

  it("of somebody else makes nothing new; where the calendar has it, it is a response", async () => {
    const { rig, path, events, sent } = await startCalendar();
    await using _ = rig;
    const foreign = eventText("x", "SUMMARY:Lunch", ...hourOn("20260303"), `ORGANIZER:mailto:${ben}`, `ATTENDEE:mailto:${ada}`);
    const refused = await rig.put(`${path}x.ics`, foreign);
    expect([refused.status, refused.xml!.children[0]!.name]).toEqual([403, "allowed-attendee-scheduling-object-change"]);
    expect(events()).toEqual([]);
    rig.t.emulator.control.calendar.createEvent(
      ben,
      timed("Lunch", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees: [{ emailAddress: { address: ada } }] }),
    );
    await rig.t.account.refresh();
    sent();
    const [own] = await rig.list(path);
    const accepted = editEvent(await rig.get(own!), "ATTENDEE", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${ada}`);
    const answer = await rig.put(`${path}from-mail.ics`, accepted);
    expect([answer.status, answer.headers.get("location")]).toEqual([204, own]);
    expect(sent()).toEqual([`response ${ben}`]);
    expect(await rig.list(path)).toEqual([own]);
  });
});

describe("a series", () => {
  const series = (...more: string[]) =>
    calendarText(vevent("s", "SUMMARY:Run", ...hourOn("20260303"), "RRULE:FREQ=WEEKLY;BYDAY=TU", ...more));

  it("is created with its overrides and deleted occurrences, and read back so", async () => {
    const { rig, path } = await startCalendar();
    await using _ = rig;
    const override = vevent("s", "SUMMARY:Run far", berlinTime("RECURRENCE-ID", "20260317T090000"), ...hourOn("20260317", "11", "12"));
    const text = series(berlinTime("EXDATE", "20260310T090000")).replace("END:VCALENDAR", `${override}\r\nEND:VCALENDAR`);
    expect((await rig.put(`${path}s.ics`, text)).status).toBe(201);
    const read = await rig.get(`${path}s.ics`);
    const lines = eventLines(read);
    expect(lines).toEqual(
      expect.arrayContaining([
        "EXDATE;TZID=Europe/Berlin:20260310T090000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260317T090000",
        "SUMMARY:Run far",
      ]),
    );
    expect(eventLines(read).find((line) => line.startsWith("RRULE"))).toMatch(/FREQ=WEEKLY/);
    expect(
      await rig.query(path, '<C:comp-filter name="VEVENT"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:comp-filter>'),
    ).toEqual([]);
  });

  it("is changed as a whole and by single occurrences, in summer and winter time", async () => {
    const { rig, path, sent } = await startCalendar();
    await using _ = rig;
    const at = `${path}s.ics`;
    await rig.put(at, series());
    expect((await rig.put(at, editEvent(await rig.get(at), "SUMMARY", "SUMMARY:Swim"))).status).toBe(204);
    const override = vevent("s", "SUMMARY:Swim", berlinTime("RECURRENCE-ID", "20260407T090000"), ...hourOn("20260407", "15", "16"));
    expect((await rig.put(at, (await rig.get(at)).replace("END:VCALENDAR", `${override}\r\nEND:VCALENDAR`))).status).toBe(204);
    const changed = await rig.get(at);
    expect(linesOf(changed)).toEqual(
      expect.arrayContaining(["RECURRENCE-ID;TZID=Europe/Berlin:20260407T090000", "DTSTART;TZID=Europe/Berlin:20260407T150000"]),
    );
    const without = editEvent(
      changed,
      "RRULE",
      `${eventLines(changed).find((line) => line.startsWith("RRULE"))}\r\nEXDATE:20260331T070000Z`,
    );
    expect((await rig.put(at, without)).status).toBe(204);
    expect(linesOf(await rig.get(at))).toContain("EXDATE;TZID=Europe/Berlin:20260331T090000");
    const back = linesOf(await rig.get(at))
      .filter((line) => !line.startsWith("EXDATE"))
      .join("\r\n");
    expect((await rig.put(at, back)).status).toBe(403);
    expect((await rig.dav("DELETE", at)).status).toBe(204);
    expect(await rig.list(path)).toEqual([]);
    expect(sent()).toEqual([]);
  });

  it.each([
    [
      "with a rule that Outlook lacks",
      series().replace("FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
      "valid-calendar-object-resource",
    ],
    ["with RDATE", series("RDATE:20260305T080000Z"), "valid-calendar-object-resource"],
    [
      "whose occurrences change from one on",
      series().replace("UID:s", "UID:s\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260310T080000Z"),
      "valid-calendar-object-resource",
    ],
    ["without a start", series().replace(/DTSTART.*\r\n/, ""), "valid-calendar-data"],
    ["that ends before it starts", series().replace(/DTEND.*\r\n/, `${berlinTime("DTEND", "20260303T080000")}\r\n`), "valid-calendar-data"],
    ["with an attendee who has no address", series("ATTENDEE:urn:uuid:1"), "valid-calendar-data"],
  ])("%s is refused, and reaches nobody", async (_, text, precondition) => {
    const { rig, path, events } = await startCalendar();
    await using _rig = rig;
    const { status, xml } = await rig.put(`${path}s.ics`, text);
    expect([status, xml!.children[0]!.name]).toEqual([403, precondition]);
    expect(events()).toEqual([]);
  });
});

it("a canceled meeting is found by its time, because it is still in the calendar", async () => {
  const { rig, path } = await startCalendar();
  await using _ = rig;
  const { calendar } = rig.t.emulator.control;
  const { id } = calendar.createEvent(
    ben,
    timed("Plan", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { attendees: [{ emailAddress: { address: ada } }] }),
  );
  await rig.t.account.refresh();
  calendar.cancelEvent(ben, id);
  await rig.t.account.refresh();
  expect(
    await rig.query(path, '<C:comp-filter name="VEVENT"><C:time-range start="20260303T000000Z" end="20260304T000000Z"/></C:comp-filter>'),
  ).toEqual(["Canceled: Plan"]);
});

it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
  "times and days in %s are those that the program wrote, also where the clock changes",
  async (zone) => {
    const { rig, path } = await startCalendar({ account: { timeZone: zone } });
    await using _ = rig;
    for (const [index, day] of ["20260308", "20260329", "20260405", "20260927", "20261025"].entries()) {
      const at = `${path}t${index}.ics`;
      const times = [`DTSTART;TZID=${zone}:${day}T120000`, `DTEND;TZID=${zone}:${day}T130000`];
      expect((await rig.put(at, eventText(`t${index}`, "SUMMARY:Noon", ...times))).status).toBe(201);
      const [start] = eventLines(await rig.get(at)).filter((line) => line.startsWith("DTSTART"));
      expect(start).toBe(zone === "UTC" ? `DTSTART:${day}T120000Z` : times[0]);
      const whole = `${path}d${index}.ics`;
      expect((await rig.put(whole, eventText(`d${index}`, "SUMMARY:Day", `DTSTART;VALUE=DATE:${day}`))).status).toBe(201);
      expect(linesOf(await rig.get(whole))).toContain(`DTSTART;VALUE=DATE:${day}`);
    }
  },
);
