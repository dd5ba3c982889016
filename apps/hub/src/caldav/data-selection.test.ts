import { expect, it } from "vitest";
import { calendarData, calendarQuery, componentsIn } from "../../test/caldav/caldav-rig.fixture.ts";
import { eventLines, eventText, hourOn, startCalendar } from "../../test/caldav/calendar-rig.fixture.ts";

const filter = '<C:comp-filter name="VEVENT"/>';
const comp = (name: string, content = ""): string => `<C:comp name="${name}">${content}</C:comp>`;
const prop = (name: string): string => `<C:prop name="${name}"/>`;

it.each<[what: string, selection: string, expected: string[] | undefined]>([
  [
    "some properties",
    comp("VCALENDAR", prop("VERSION") + comp("VEVENT", prop("UID") + prop("SUMMARY"))),
    ["BEGIN", "UID", "SUMMARY", "END"],
  ],
  ["no properties of the event", comp("VCALENDAR", comp("VTIMEZONE")), []],
  ["all", comp("VCALENDAR", "<C:allprop/><C:allcomp/>"), undefined],
  ["nothing in particular", "", undefined],
])("programs get %s of an event, as they ask", async (_, selection, expected) => {
  const { rig, path } = await startCalendar();
  await using _rig = rig;
  const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "DESCRIPTION:x", "END:VALARM"];
  await rig.put(`${path}a.ics`, eventText("a", "SUMMARY:Lunch", "LOCATION:Bistro", ...hourOn("20260303"), ...alarm));
  const { found } = await rig.dav("REPORT", path, {
    depth: "1",
    body: calendarQuery(filter, `<C:calendar-data>${selection}</C:calendar-data>`),
  });
  const text = Object.values(found)[0]![calendarData]!.text;
  if (!expected) {
    expect(componentsIn(text)[0]!.getFirstSubcomponent("valarm")).not.toBeNull();
    expect(componentsIn(text)[0]!.getFirstPropertyValue("location")).toBe("Bistro");
    return;
  }
  const lines = text.includes("BEGIN:VEVENT") ? eventLines(text).filter((line) => line !== "" && !line.includes("VCALENDAR")) : [];
  expect(lines.map((line) => line.split(/[:;]/)[0])).toEqual(expected);
});
