import { expect, it } from "vitest";
import { type CalendarTestClient, createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";
import { describeContract, exampleNamesOf, expectAnswer, readExample } from "../../../test/areas/contract-data.fixture.ts";

const { ada, ben } = testUsers;

/** Properties of an example's response that the emulator does not have. */
const missing: Record<string, string[]> = {
  // The example shows more than the request selects.
  "calendar--event-get--1": ["locations"],
  // The mailbox has a custom time zone.
  "calendar--calendar-getschedule--1": [
    "workingHours/timeZone/bias",
    "workingHours/timeZone/standardOffset",
    "workingHours/timeZone/daylightOffset",
  ],
  // Properties of beta.
  "calendar--outlook-calendar-meeting-proposals--3": ["unsubscribeData", "unsubscribeEnabled"],
  "calendar--outlook-share-or-delegate-calendar--3": ["isShared", "isSharedWithMe"],
  "calendar--outlook-share-or-delegate-calendar--4": ["isShared", "isSharedWithMe"],
};

const definitions: [pattern: RegExp, definition: string][] = [
  [/\/calendarView\/delta/i, "delta.event"],
  [/\/messages(\?|$)/i, "page.message"],
  [/\/messages\//i, "message.read"],
  [/\/(events|calendarView|instances)(\?|$)/i, "page.event"],
  [/\/events\//i, "event.read"],
  [/\/calendars(\?|$)/i, "page.calendar"],
  [/\/calendar(s\/[^/]+)?(\?|$)/i, "calendar.read"],
  [/\/masterCategories(\?|$)/i, "page.outlookCategory"],
  [/\/masterCategories\//i, "outlookCategory.read"],
  [/getSchedule/i, "page.scheduleInformation"],
  [/reminderView/i, "page.reminder"],
];
const posted: Record<string, string> = {
  events: "event.read",
  calendars: "calendar.read",
  masterCategories: "outlookCategory.read",
  attachments: "attachment.any",
};

function definitionOf({ method, path }: { method: string; path: string }): string | undefined {
  const last = path.split("?")[0]!.split("/").at(-1)!;
  return method === "POST" && last in posted ? posted[last] : definitions.find(([pattern]) => pattern.test(path))?.[1];
}

interface World {
  me: CalendarTestClient;
  /** Returns the example's path with ids of this emulator. */
  path(example: { path: string; method: string }): string;
}

/** Sets up a calendar of Ada with all kinds of events in the month that the examples use. */
async function setUp(year: string): Promise<World> {
  const { client, emulator } = createTestTenant();
  const { calendar, shares } = emulator.control;
  shares.add(ben, ada);
  const month = ({ "2016": "12", "2017": "06", "2019": "04", "2020": "01" } as Record<string, string>)[year] ?? "03";
  const attendees = [{ type: "required", emailAddress: { name: "Ben Ito", address: ben } }];
  const more = { attendees, body: { contentType: "html", content: "<p>Hello</p>" }, location: { displayName: "Harry's Bar" } };
  const times = (day: string) => ({ start: timeAt(`${year}-${month}-${day}T09:00:00`), end: timeAt(`${year}-${month}-${day}T10:00:00`) });
  const kitchen = {
    displayName: "Kitchen",
    address: { city: "Kiel", countryOrRegion: "DE", postalCode: "24103", state: "SH", street: "Am Kai 3" },
  };
  const locations = [{ ...kitchen, coordinates: { latitude: 54.3, longitude: 10.1 } }, { displayName: "Hall" }];
  const single = calendar.createEvent(ada, { subject: "One", ...times("02"), ...more, location: undefined, locations });
  calendar.attendeeResponds(ada, single.id, ben, "tentativelyAccepted");
  const recurrence = { pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] }, range: { type: "noEnd" } };
  const master = calendar.createEvent(ada, { subject: "Every week", ...times("06"), ...more, recurrence });
  const invitation = calendar.createEvent(ben, {
    ...more,
    subject: "From Ben",
    ...times("05"),
    attendees: [{ emailAddress: { address: ada } }],
  });
  const copy = calendar.events(ada).find(({ iCalUId }) => iCalUId === invitation.iCalUId)!;
  const online = calendar.createEvent(ada, { subject: "Online", ...times("07"), ...more, isOnlineMeeting: true });
  const other = await client(ben, ["Calendars.ReadWrite"]);
  const me = await client(ada, ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared", "MailboxSettings.ReadWrite", "Mail.Read"]);
  const request = (await me.sendOk("GET /me/messages")).value.find(({ subject }: any) => subject === "From Ben").id;
  const invited = calendar.events(ben).find(({ iCalUId }) => iCalUId === single.iCalUId)!;
  const proposedNewTime = times("03");
  await other.sendOk(`POST /me/events/${invited.id}/tentativelyAccept`, { comment: "The next day?", sendResponse: true, proposedNewTime });
  const group = (await me.sendOk("GET /me/calendarGroups")).value[0].id;
  const categories = (await me.sendOk("GET /me/outlook/masterCategories")).value;
  const own = calendar.calendars(ada)[0]!;
  return {
    me,
    path({ path, method }) {
      const answered = /\/(accept|decline|tentativelyAccept)$/.test(path);
      const event = answered ? copy : /instances/.test(path) ? master : /isOnlineMeeting/.test(path) ? online : single;
      const places = path.startsWith("/users/") ? calendar.calendars(ben)[0]! : own;
      return path
        .replace(/\$skiptoken=[^&]*/, `startDateTime=${year}-${month}-01&endDateTime=${year}-${month}-28`)
        .replace(/\/users\/[^/]+/, `/users/${ben}`)
        .replace(/\/messages\/[^/?]+/, `/messages/${request}`)
        .replace(/\/events\/(?!delta)[^/?]+/, `/events/${event.id}`)
        .replace(/\/calendars\/[^/?]+/, `/calendars/${places.id}`)
        .replace(/\/calendargroups\/[^/?]+/i, `/calendarGroups/${group}`)
        .replace(/\/masterCategories\/[^/?]+/, `/masterCategories/${categories[method === "DELETE" ? 1 : 0].id}`);
    },
  };
}

describeContract("the calendar", (validate) => {
  it.each(exampleNamesOf("calendar"))("%s", async (name) => {
    const example = readExample(name);
    const year = /(?:start[Dd]ate[Tt]ime)='?(\d{4})/.exec(example.path)?.[1] ?? "2026";
    const { me, path } = await setUp(year);
    const body = /getSchedule/.test(example.path)
      ? { ...example.requestBody, schedules: [ben, ada] }
      : /snoozeReminder/.test(example.path)
        ? { newReminderTime: timeAt("2026-03-02T08:50:00") }
        : example.requestBody;
    const response = await me.send(`${example.method} ${path(example)}`, body ?? undefined, example.requestHeaders);
    expectAnswer(example, response, { validate, definition: () => definitionOf(example), missing: missing[name] });
    const applied = example.responseHeaders["Preference-Applied"];
    if (applied) expect(response.headers.get("preference-applied")).toBe(applied);
  });

  it("all kinds of pages are valid: views with occurrences and exceptions, delta rounds with stubs and removed items, calendar groups", async () => {
    const { me } = await setUp("2026");
    const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";
    const view = await me.sendOk(`GET /me/calendarView?${window}&$count=true`);
    expect(validate("page.event", view)).toEqual([]);
    const first = await me.sendOk(`GET /me/calendarView/delta?${window}`, undefined, { prefer: "odata.maxpagesize=100" });
    expect(validate("delta.event", first)).toEqual([]);
    expect(new Set(first.value.map(({ type }: any) => type))).toEqual(new Set(["singleInstance", "seriesMaster", "occurrence"]));
    const occurrence = first.value.find(({ type }: any) => type === "occurrence");
    await me.sendOk(`PATCH /me/events/${occurrence.id}`, { subject: "Other", categories: ["Red category"] });
    await me.sendOk(`DELETE /me/events/${first.value.find(({ type }: any) => type === "singleInstance").id}`);
    const second = await me.sendOk(`GET ${first["@odata.deltaLink"]}`);
    expect(second.value.map((item: any) => item.type ?? item["@removed"].reason)).toEqual(["exception", "deleted"]);
    expect(validate("delta.event", second)).toEqual([]);
    expect(validate("page.calendarGroup", await me.sendOk("GET /me/calendarGroups"))).toEqual([]);
    expect(validate("error", (await me.send("GET /me/events/nothing")).body)).toEqual([]);
  });
});
