import type { TestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { groupHost } from "../../test/group.fixture.ts";

const [ben, eve] = ["ben@contoso.example", "eve@evil.example"];
const party = { subject: "Party", start: "2026-03-04T18:00", end: "2026-03-04T20:00" };
const addressesOf = (people: readonly string[]) => people.map((person) => /[^\s<>]+@[^\s<>]+/.exec(person)![0]).toSorted();
const createEvent = async (t: TestHost, more: object = {}): Promise<string> =>
  ((await t.account.call("group-calendar/create-event", { ...party, ...more })) as { id: string }).id;
const eventsIn = async (t: TestHost): Promise<{ subject: string; start: string; attendees: object[] }[]> =>
  ((await t.account.call("group-calendar/list-events", { start: "2026-03-02", end: "2026-03-09" })) as any).events;

it.each([
  ["moves an event", "modify-event", { start: "2026-03-05T18:00" }, [ben, eve]],
  ["removes an attendee", "modify-event", { attendees: [{ email: ben }] }, [ben, eve]],
  ["adds one", "modify-event", { attendees: [{ email: ben }, { email: eve }, { email: "c@x.example" }] }, [ben, "c@x.example", eve]],
  ["removes an event", "remove-event", {}, [ben, eve]],
])("everybody who learns that a call %s of a group is shown, and nothing is done", async (_, service, input, expected) => {
  await using t = await groupHost();
  const id = await createEvent(t, { attendees: [{ email: ben }, { email: eve }] });
  const before = await eventsIn(t);
  const preview = await t.account.preview(`group-calendar/${service}`, { id, ...input });
  expect(preview).toMatchObject({ reachesOthers: true, reachesUnknown: false, items: ["Party"] });
  expect(addressesOf(preview.people)).toEqual(expected);
  expect(before).toMatchObject([{ subject: "Party" }]);
  expect(await eventsIn(t)).toEqual(before);
});

it("an event that is created reaches those whom it invites", async () => {
  await using t = await groupHost();
  const invitation = { ...party, attendees: [{ email: ben }] };
  const preview = await t.account.preview("group-calendar/create-event", invitation);
  expect(preview).toMatchObject({ reachesOthers: true, reachesUnknown: false });
  expect(addressesOf(preview.people)).toEqual([ben]);
  expect(await eventsIn(t)).toEqual([]);
});
