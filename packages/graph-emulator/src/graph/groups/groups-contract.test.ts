import { beforeAll, describe, expect, it } from "vitest";
import { contractPresent, createStrictValidator, missingProperties, readExample } from "../contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../test-graph.fixture.ts";

const { ada } = testUsers;

if (!contractPresent) console.warn("Skipped: Microsoft's contract data is not available beside the repository (../shared/graph).");

/** Microsoft's examples, definitions for their responses, and properties that only Microsoft's example has. */
const examples: [name: string, definition: string | undefined, lacks?: string[]][] = [
  ["groupCalendar--group-list--3", "page.group"],
  ["groupCalendar--group-list--4", "page.group"],
  // Not in the current metadata.
  ["groupCalendar--group-get--1", "group.read", ["creationOptions"]],
  // The example contains an id that is not selected.
  ["groupCalendar--group-get--2", "group.read", ["id"]],
  ["groupCalendar--user-list-memberof--1", "page.directoryObject"],
  ["groupCalendar--user-list-memberof--4", "page.group"],
  ["groupCalendar--user-list-transitivememberof--1", "page.directoryObject"],
  ["groupCalendar--user-list-transitivememberof--4", "page.group"],
  ["groupCalendar--group-list-calendarview--1", "page.event"],
  ["groupCalendar--group-list-events--1", "page.event"],
  ["groupCalendar--group-get-event--1", "event.read"],
  ["groupCalendar--group-post-events--1", "event.read"],
  ["groupCalendar--group-update-event--1", "event.read"],
  ["groupCalendar--group-delete-event--1", undefined],
];

describe.skipIf(!contractPresent)("groups, compared with Microsoft's examples and schemas", () => {
  let check: ReturnType<typeof createStrictValidator>;
  beforeAll(() => {
    check = createStrictValidator();
  });

  it.each(examples)("%s", async (name, definition, missing = []) => {
    const graph = createTestGraph();
    const { groups, calendar } = graph.emulator.control;
    const client = await graph.client(ada, "Group.ReadWrite.All");
    const group = groups.add("contoso.example", { displayName: "a video of the frontier", members: [ada], visibility: "Public" });
    const time = (hour: string) => ({ dateTime: `2017-07-31T${hour}:00:00`, timeZone: "UTC" });
    const attendees = [{ type: "required", emailAddress: { address: "ben@contoso.example", name: "Ben" } }];
    const { id } = calendar.createEvent(group, {
      subject: "Training",
      start: time("10"),
      end: time("11"),
      attendees,
      isOnlineMeeting: true,
    });
    const { method, path, requestHeaders, requestBody, status, responseBody } = readExample(name);
    const adaptedPath = path
      .replace(/\/groups\/[^/?]+/, `/groups/${group}`)
      .replace(/\/events\/[^/?]+/, `/events/${id}`)
      .replace("/users/{id}", "/me")
      .replace("displayName:tier", "displayName:frontier");
    const response = await client.send(method, adaptedPath, requestBody ?? undefined, requestHeaders);
    expect(response.status).toBe(status);
    if (!definition) return;
    expect(check(definition, response.body)).toEqual([]);
    expect(missingProperties(responseBody, response.body)).toEqual(missing);
  });
});
