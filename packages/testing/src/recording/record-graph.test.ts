import { definePlugin } from "@casement/core";
import { createCollectionArea } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import * as z from "zod";
import { createTestHost } from "../create-test-host.ts";
import { createReplayedArea } from "./create-replayed-area.ts";
import { recordGraph } from "./record-graph.ts";
import { createScrubber } from "./scrubber.ts";

const plugin = definePlugin({
  id: "people",
  title: "People",
  scopes: { "Contacts.Read": { tier: "read", why: "See who you know" } },
  sensors: {
    people: {
      title: "People",
      scope: "Contacts.Read",
      every: "1h",
      value: z.object({ state: z.number(), firstBirthday: z.string(), first: z.string() }),
      async read({ graph }) {
        const people = [];
        for await (const person of graph.pages<any>("/me/contacts", { query: { $top: 2 } })) people.push(person);
        const first = await graph.get<any>(`/me/contacts/${people[0].id}`);
        return { state: people.length, firstBirthday: first.birthday, first: first.displayName };
      },
    },
  },
});

it("records responses without private data, and returns them in a test", async () => {
  const contacts = createCollectionArea("/me/contacts", () => [
    { displayName: "Ada Byron", birthday: "1815-12-10T11:59:00Z", emailAddresses: [{ address: "ada.byron@contoso.example" }] },
    { displayName: "Grace Hopper", personalNotes: "met in Arlington" },
    { displayName: "Edsger Dijkstra" },
  ]);
  // The emulator stands in for the real Graph.
  await using real = await createTestHost({ plugins: [{ plugin }], areas: [contacts] });
  const recorder = recordGraph({ fetch: (input, init) => real.emulator.fetch(input, init) });
  await using recorded = await createTestHost({
    plugins: [{ plugin }],
    emulator: { ...real.emulator, fetch: recorder.transport.fetch as typeof fetch },
  });
  expect(recorded.sensor("people/people").state).toBe(3);

  const recording = JSON.parse(JSON.stringify(recorder.recording()));
  expect(JSON.stringify(recording)).not.toMatch(/Ada|Byron|Hopper|Dijkstra|Arlington|contoso|AAMk|eyJ|[Bb]earer/);
  await using replayed = await createTestHost({ plugins: [{ plugin }], areas: [createReplayedArea(recording)] });
  expect(replayed.sensor("people/people")).toMatchObject({
    state: 3,
    attributes: { firstBirthday: "1815-12-10T11:59:00Z", first: "displayName-1" },
  });
});

it("scrubs ids, addresses, tokens and literals in paths, with the same placeholder for the same text", () => {
  const { path, value } = createScrubber(["displayName"]);
  expect(value({ id: "AAMkAD1=", displayName: "Kept", mail: "ada@contoso.example", size: 3 })).toEqual({
    id: "id-1",
    displayName: "Kept",
    mail: "person1@example.com",
    size: 3,
  });
  expect(path("/users/ada@contoso.example/messages/AAMkAD1%3D")).toBe("/users/person1@example.com/messages/id-1");
  expect(path("/me/contacts?$filter=startswith(surname,'Byron')&$skiptoken=secret")).toBe(
    `/me/contacts?$filter=${encodeURIComponent("startswith(surname,'text-1')")}&$skiptoken=token-1`,
  );
});

it("scrubs private property names and coordinates, and keeps error codes and time zones", () => {
  const { value, replaced } = createScrubber();
  expect(
    value({
      assignments: { "fbab97d0-4932-4511-b675-204639209557": { "@odata.type": "#microsoft.graph.plannerAssignment" } },
      references: { "https%3A//contoso%2Eexample/plan": { alias: "Plan" }, "ada@contoso.example": {} },
      "assignedTo@odata.count": 1,
      location: { coordinates: { latitude: 52.5, longitude: 13.4 } },
      error: { code: "ErrorItemNotFound", message: "No item of ada@contoso.example." },
      dueDateTime: { dateTime: "2026-03-02T00:00:00.0000000", timeZone: "W. Europe Standard Time" },
    }),
  ).toEqual({
    assignments: { "id-1": { "@odata.type": "#microsoft.graph.plannerAssignment" } },
    references: { "id-2": { alias: "alias-1" }, "person1@example.com": {} },
    "assignedTo@odata.count": 1,
    location: { coordinates: { latitude: 0, longitude: 0 } },
    error: { code: "ErrorItemNotFound", message: "message-1" },
    dueDateTime: { dateTime: "2026-03-02T00:00:00.0000000", timeZone: "W. Europe Standard Time" },
  });
  expect(replaced()).toEqual({ id: 2, email: 1, alias: 1, message: 1 });
});
