import { definePlugin, type Presentation } from "@casement/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openDisplay } from "../../test/access/open-display.fixture.ts";
import { createHttpRig, type HttpRig, readToken } from "../../test/http-rig.fixture.ts";
import { readStream } from "../../test/stream/read-stream.fixture.ts";
import { tasksPlugin } from "../../test/tasks-plugin.fixture.ts";

const secret = "for nobody else";
const named = { title: "name", start: "from", end: "to", location: "place", attendees: "people", text: "words", link: "address" } as const;
const entry = {
  id: "1",
  name: "Dentist",
  from: "2026-03-02T09:00:00Z",
  to: "2026-03-02T09:30:00Z",
  place: "Main St",
  people: [secret],
  words: "words",
  address: secret,
  other: secret,
};
const sensorOf = (title: string, present: Presentation, value: object) => ({
  title,
  scope: "User.Read" as const,
  every: "1m" as const,
  value: z.looseObject({}),
  present,
  read: () => ({ state: 0, secret, ...value }),
});
const itemsAs = (as: "events" | "tasks" | "messages" | "list"): Presentation => ({
  kind: "number",
  items: { attribute: "entries", as, ...named },
});
const entries = { entries: [entry] };
/** A plugin of a third party, with a sensor of each kind. */
const kinds = definePlugin({
  id: "kinds",
  title: "Kinds",
  scopes: { "User.Read": { tier: "read", why: "Show kinds" } },
  sensors: {
    agenda: sensorOf("Agenda", { ...itemsAs("events"), color: "tint" }, { ...entries, tint: "red" }),
    chores: sensorOf("Chores", itemsAs("tasks"), entries),
    inbox: sensorOf("Inbox", itemsAs("messages"), entries),
    chats: sensorOf("Chats", itemsAs("list"), entries),
    person: sensorOf("Person", { kind: "enum", options: ["away"], details: ["note"] }, { state: "away", note: "Back at 3" }),
    latest: sensorOf("Latest", { kind: "text", details: ["secret"] }, { state: secret }),
    plain: { ...sensorOf("Plain", { kind: "number" }, {}), present: undefined },
  },
} as any);

const openRig = async (): Promise<HttpRig> => createHttpRig({ plugins: [{ plugin: tasksPlugin }, { plugin: kinds }] });
const { id, name, from, to, place, words } = entry;
const shown = [
  ["home/kinds/agenda", { tint: "red", entries: [{ id, name, from, to, place }] }],
  ["home/kinds/chores", { entries: [{ id, name, from, to, place, words }] }],
  ["home/kinds/person", { note: "Back at 3" }],
];

describe("a display on a wall", () => {
  it("is shown agendas, lists and states with the fields of their lines, and no other sensor", async () => {
    await using rig = await openRig();
    const { send } = await openDisplay(rig);
    const { sensors } = (await send("GET", "/api/v1/sensors")).body;
    expect(sensors.map(({ id, attributes }: any) => [id, attributes])).toEqual(shown);
    expect((await send("GET", "/api/v1/sensors/home/kinds/agenda")).body).toMatchObject({ attributes: { tint: "red" } });
    const refused = await send("GET", "/api/v1/sensors/home/kinds/inbox");
    expect(refused).toMatchObject({ status: 403, body: { code: "forbidden", details: { reason: "display", access: "Kitchen" } } });
    expect(refused.body.detail).toMatch(/"Kitchen".*read-only link for a browser/);
    // A browser that reads is shown everything.
    expect((await rig.requestJson("/api/v1/sensors", { token: readToken })).body.sensors.length).toBeGreaterThan(shown.length);
  });

  it("receives nothing else on the event stream, and of events only that an account has changed", async () => {
    await using rig = await openRig();
    const { send, headers } = await openDisplay(rig);
    const stream = readStream(await rig.request("/api/v1/stream", { token: null, headers }));
    const first = await stream.take(shown.length);
    expect(first.map(({ data }) => [data.id, data.attributes])).toEqual(shown);
    await rig.addTask("Milk");
    await rig.testHost.account.reportFailedCall({ service: "tasks/add-task", via: "mqtt", error: new Error("Milk") });
    const [event] = await stream.take(1);
    expect(event).toMatchObject({ event: "event", data: { type: "account/call-failed", payload: {} } });
    expect(stream.text).not.toContain(secret);
    expect(stream.text).not.toContain("tasks/");
    const { events } = (await send("GET", "/api/v1/events?after=0")).body;
    expect(new Set(events.map(({ type }: any) => type.split("/")[0]))).toEqual(new Set(["account"]));
    await stream.cancel();
  });

  it("is not shown who signed in, nor services that it may not call", async () => {
    await using rig = await openRig();
    const { send } = await openDisplay(rig);
    const [account] = (await send("GET", "/api/v1/accounts")).body.accounts;
    expect(account).toMatchObject({ name: "home", state: "signed-in" });
    expect(account).not.toHaveProperty("username");
    expect((await send("GET", "/api/v1/services")).body.services).toEqual([]);
  });
});
