import { expect, it } from "vitest";
import { describeContract, exampleNamesOf, expectAnswer, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;

/** Properties that only Microsoft's example has. */
const knownMissing: Record<string, string[]> = {
  // Not in the current metadata.
  "groupCalendar--group-get--1": ["creationOptions"],
  // The example contains an id that is not selected.
  "groupCalendar--group-get--2": ["id"],
};

const definitions: [pattern: RegExp, definition: string][] = [
  [/\/(calendarView|events)(\?|$)/, "page.event"],
  [/\/events\/[^/]+$/, "event.read"],
  [/\/groups\/[^/]+$/, "group.read"],
  [/\/groups\?|\/microsoft\.graph\.group\?/, "page.group"],
  [/[mM]emberOf$/, "page.directoryObject"],
];

describeContract("groups", (check) => {
  it.each(exampleNamesOf("groupCalendar"))("%s", async (name) => {
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
    const example = readExample(name);
    const { method, path, requestHeaders, requestBody, responseBody } = example;
    const adaptedPath = path
      .replace(/\/groups\/(?!\$count)[^/?]+/, `/groups/${group}`)
      .replace(/\/events\/[^/?]+/, `/events/${id}`)
      .replace("/users/{id}", "/me")
      .replace("displayName:tier", "displayName:frontier");
    const response = await client.send(method, adaptedPath, requestBody ?? undefined, requestHeaders);
    if (typeof responseBody === "number") return expect(response.body).toBe("1");
    const definition = () => (method === "POST" ? "event.read" : definitions.find(([pattern]) => pattern.test(path))?.[1]);
    expectAnswer(example, response, { validate: check, definition, missing: knownMissing[name] });
  });
});
