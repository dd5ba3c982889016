import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { type CalendarTestClient, createTestTenant, testUsers, timeAt } from "./calendar-test.fixture.ts";

const { ada, ben } = testUsers;
const contractFolder = join(import.meta.dirname, "../../../../../../shared/graph");
const present = existsSync(join(contractFolder, "schemas.json"));
if (!present) console.warn("Skipped: Microsoft's contract data is not available beside the repository (../shared/graph).");

/** Examples that are not tested, with the reason. */
const skipped: Record<string, string> = {
  "calendar--calendar-delete--1": "deletes the default calendar, which the service refuses",
  "calendar--event-snoozereminder--1": "has a placeholder instead of the time",
  "calendar--outlook-calendar-meeting-proposals--3": "is a message, not an event",
  "calendar--outlook-create-event-in-shared-delegated-calendar--3": "is a message, not an event",
  "calendar--outlook-share-or-delegate-calendar--1": "calendar permissions are not emulated",
  "calendar--outlook-share-or-delegate-calendar--2": "calendar permissions are not emulated",
  "calendar--outlook-share-or-delegate-calendar--7": "calendar permissions are not emulated",
};

/** Properties of an example's response that the emulator does not have. */
const missing: Record<string, string[]> = {
  // The example shows more than the request selects, and a proposed time, which this event does not have (see meetings.test.ts).
  "calendar--event-get--1": ["locations", "attendees/proposedNewTime"],
  // The mailbox has a custom time zone.
  "calendar--calendar-getschedule--1": [
    "workingHours/timeZone/bias",
    "workingHours/timeZone/standardOffset",
    "workingHours/timeZone/daylightOffset",
  ],
  // Properties of beta.
  "calendar--outlook-share-or-delegate-calendar--3": ["isShared", "isSharedWithMe"],
  "calendar--outlook-share-or-delegate-calendar--4": ["isShared", "isSharedWithMe"],
};

const jsonTypeOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/**
 * Names the properties of the example (or of the items of its page) that are missing in the actual body or have another JSON type there.
 * Null matches any type.
 */
function missingProperties(theirs: any, ours: any, path = ""): string[] {
  if (Array.isArray(theirs)) {
    // A property counts as present if any item has it.
    const merged = jsonTypeOf(ours[0]) === "object" ? Object.assign({}, ...ours) : ours[0];
    return merged === undefined ? [] : [...new Set(theirs.flatMap((item) => missingProperties(item, merged, path)))];
  }
  if (jsonTypeOf(theirs) !== "object") return [];
  return Object.entries(theirs).flatMap(([name, value]) => {
    if (name.startsWith("@odata.") && name !== "@odata.etag") return [];
    const propertyPath = path + name;
    if (!(name in ours)) return [propertyPath];
    if (value === null || ours[name] === null) return [];
    return jsonTypeOf(value) === jsonTypeOf(ours[name])
      ? missingProperties(value, ours[name], name === "value" && path === "" ? "" : `${propertyPath}/`)
      : [propertyPath];
  });
}

const definitions: [pattern: RegExp, definition: string][] = [
  [/\/calendarView\/delta/i, "delta.event"],
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

function definitionOf(method: string, path: string): string {
  const last = path.split("?")[0]!.split("/").at(-1)!;
  const found = method === "POST" && last in posted ? posted[last] : definitions.find(([pattern]) => pattern.test(path))?.[1];
  if (!found) throw new Error(`No definition for ${method} ${path}`);
  return found;
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
  const invitation = calendar.createEvent(ben, { subject: "From Ben", ...times("05"), attendees: [{ emailAddress: { address: ada } }] });
  const copy = calendar.events(ada).find(({ iCalUId }) => iCalUId === invitation.iCalUId)!;
  const online = calendar.createEvent(ada, { subject: "Online", ...times("07"), ...more, isOnlineMeeting: true });
  const me = await client(ada, ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared", "MailboxSettings.ReadWrite"]);
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
        .replace(/\/events\/(?!delta)[^/?]+/, `/events/${event.id}`)
        .replace(/\/calendars\/[^/?]+/, `/calendars/${places.id}`)
        .replace(/\/calendargroups\/[^/?]+/i, `/calendarGroups/${group}`)
        .replace(/\/masterCategories\/[^/?]+/, `/masterCategories/${categories[method === "DELETE" ? 1 : 0].id}`);
    },
  };
}

describe.skipIf(!present)("the calendar, compared with Microsoft's examples and schemas", () => {
  const names = present
    ? readdirSync(join(contractFolder, "examples"))
        .filter((name) => name.startsWith("calendar--"))
        .map((name) => name.replace(".json", ""))
    : [];
  let validate: (definition: string, body: unknown) => unknown;
  beforeAll(() => {
    const schemas = JSON.parse(readFileSync(join(contractFolder, "schemas.json"), "utf8"));
    // Strict: reject properties that are not in the metadata.
    schemas.$defs._extra = schemas.$defs._extraOpen = false;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default.default(ajv);
    ajv.addSchema(schemas);
    validate = (definition, body) => {
      const check = ajv.getSchema(`${schemas.$id}#/$defs/${definition}`);
      if (!check) throw new Error(`There is no definition ${definition}.`);
      return check(body) ? [] : check.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
    };
  });

  it.each(names.filter((name) => !(name in skipped)))("%s", async (name) => {
    const example = JSON.parse(readFileSync(join(contractFolder, "examples", `${name}.json`), "utf8"));
    const year = /(?:start[Dd]ate[Tt]ime)='?(\d{4})/.exec(example.path)?.[1] ?? "2026";
    const { me, path } = await setUp(year);
    const body = /getSchedule/.test(example.path) ? { ...example.requestBody, schedules: [ben, ada] } : example.requestBody;
    const response = await me.send(`${example.method} ${path(example)}`, body ?? undefined, example.requestHeaders);
    expect([response.status, response.body?.error]).toEqual([example.status, undefined]);
    if (example.responseBody === null) return expect(response.body).toBeNull();
    expect(validate(definitionOf(example.method, example.path), response.body)).toEqual([]);
    expect(missingProperties(example.responseBody, response.body)).toEqual(missing[name] ?? []);
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
