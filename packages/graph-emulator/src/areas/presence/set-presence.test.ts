import { describe, expect, it } from "vitest";
import { createTestGraph, type TestClient, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;
const minute = 60_000;
const app = "22222222-2222-4222-8222-222222222222";
const busy = { sessionId: app, availability: "Busy", activity: "InACall" };

async function presenceOf(user = ada) {
  const graph = createTestGraph();
  const client = await graph.client(user, "Presence.Read.All", "Presence.ReadWrite");
  const path = `/users/${graph.emulator.directory.user(user)!.id}/presence`;
  return {
    ...graph,
    client,
    path,
    act: (action: string, body?: unknown) => client.send("POST", `${path}/${action}`, body),
    // Use a new token each time, because some of these times exceed a token's lifetime.
    shown: async () => pair((await (await graph.client(user, "Presence.Read")).get("/me/presence")).body),
  };
}
const pair = ({ availability, activity }: { availability: string; activity: string }) => `${availability}/${activity}`;
function expectRefusal(
  id: "presence-set-own-only" | "presence-duration-range" | "presence-pair" | "presence-session-missing",
  response: TestResponse,
) {
  const { status, code, message } = refusalTable[id];
  expect([response.status, response.body.error.code, response.body.error.message]).toEqual([status, code, message]);
}

describe("a presence session of an app", () => {
  it("is visible until its duration ends", async () => {
    const { act, shown, clock } = await presenceOf();
    const response = await act("setPresence", { ...busy, expirationDuration: "PT1H30M" });
    expect([response.status, response.body]).toEqual([200, null]);
    expect(await shown()).toBe("Busy/InACall");
    await clock.advance(90 * minute - 1);
    expect(await shown()).toBe("Busy/InACall");
    await clock.advance(1);
    expect(await shown()).toBe("Offline/Offline");
  });

  it("accepts a duration of 5 to 240 minutes and defaults to 5", async () => {
    const { act, shown, clock } = await presenceOf();
    for (const expirationDuration of ["PT4M59S", "PT241M", "P1D"])
      expectRefusal("presence-duration-range", await act("setPresence", { ...busy, expirationDuration }));
    expect((await act("setPresence", { ...busy, expirationDuration: "soon" })).status).toBe(400);
    for (const expirationDuration of ["PT240M", "PT4H", "PT5M", null])
      expect((await act("setPresence", { ...busy, expirationDuration })).status).toBe(200);
    await clock.advance(5 * minute);
    expect(await shown()).toBe("Offline/Offline");
  });

  it('"presence-unknown-property": ignores a misspelled duration', async () => {
    const { act, shown, clock } = await presenceOf();
    expect((await act("setPresence", { ...busy, expirationDutaion: "PT4H" })).status).toBe(200);
    await clock.advance(5 * minute);
    expect(await shown()).toBe("Offline/Offline");
  });

  it("accepts only the pairs that Graph documents", async () => {
    const { act } = await presenceOf();
    const set = (availability: string, activity: string) => act("setPresence", { sessionId: app, availability, activity });
    for (const [availability, activity] of [
      ["Busy", "Busy"],
      ["Available", "InACall"],
      ["Offline", "OffWork"],
    ] as const)
      expectRefusal("presence-pair", await set(availability, activity));
    expect((await set("busy", "inacall")).status).toBe(200);
    expect((await set("DoNotDisturb", "Presenting")).status).toBe(200);
  });

  it('"presence-session-fades": Available becomes inactive, then Away', async () => {
    const { act, shown, clock } = await presenceOf();
    await act("setPresence", { sessionId: app, availability: "Available", activity: "Available", expirationDuration: "PT1H" });
    const seen = [await shown()];
    for (let stage = 0; stage < 2; stage++) {
      await clock.advance(5 * minute);
      seen.push(await shown());
    }
    expect(seen).toEqual(["Available/Available", "Available/AvailableInactive", "Away/Away"]);
  });

  it("is cleared once by its id", async () => {
    const { act, shown, emulator } = await presenceOf();
    emulator.control.presence.set(ada, { availability: "Away", activity: "Away" });
    await act("setPresence", busy);
    expect((await act("clearPresence", { sessionId: app })).status).toBe(200);
    expect(await shown()).toBe("Away/Away");
    expectRefusal("presence-session-missing", await act("clearPresence", { sessionId: app }));
    expect((await act("clearPresence", {})).status).toBe(400);
  });

  it("with the highest precedence is visible: DoNotDisturb, Busy, Available, Away", async () => {
    const { act, shown, emulator } = await presenceOf();
    const seen = [];
    for (const [sessionId, availability, activity] of [
      ["one", "Away", "Away"],
      ["two", "Available", "Available"],
      ["three", "Busy", "InAConferenceCall"],
      ["four", "DoNotDisturb", "Presenting"],
    ] as const) {
      await act("setPresence", { sessionId, availability, activity });
      seen.push(await shown());
    }
    expect(seen).toEqual(["Away/Away", "Available/Available", "Busy/InAConferenceCall", "DoNotDisturb/Presenting"]);
    emulator.control.presence.set(ada, { availability: "Available" });
    expect(await shown()).toBe("DoNotDisturb/Presenting");
  });
});

describe("preferred presence", () => {
  it('"presence-preferred-needs-session": is visible while a session exists, and overrides all sessions', async () => {
    const { act, shown, emulator } = await presenceOf();
    expect((await act("setUserPreferredPresence", { availability: "BeRightBack", activity: "BeRightBack" })).status).toBe(200);
    expect(await shown()).toBe("Offline/Offline");
    emulator.control.presence.set(ada, { availability: "Busy", activity: "InAMeeting" });
    expect(await shown()).toBe("BeRightBack/BeRightBack");
    expect((await act("clearUserPreferredPresence", {})).status).toBe(200);
    expect(await shown()).toBe("Busy/InAMeeting");
  });

  it("lasts a day when busy, a week otherwise, or for the given duration", async () => {
    const { client, path, clock, emulator } = await presenceOf();
    const { presence, tokens } = emulator.control;
    presence.set(ada, { availability: "Available" });
    expect((await client.get("/me/presence")).status).toBe(200);
    for (const [availability, activity, expirationDuration, hours] of [
      ["DoNotDisturb", "DoNotDisturb", undefined, 24],
      ["Offline", "OffWork", undefined, 7 * 24],
      ["Away", "Away", "PT8H", 8],
    ] as const) {
      const authorization = `Bearer ${await tokens.issue(ada, ["Presence.ReadWrite"])}`;
      await client.send("POST", `${path}/setUserPreferredPresence`, { availability, activity, expirationDuration }, { authorization });
      await clock.advance(hours * 60 * minute - 1);
      expect(pair(presence.get(ada))).toBe(`${availability}/${activity}`);
      await clock.advance(1);
      expect(pair(presence.get(ada))).toBe("Available/Available");
    }
  });

  it("accepts the same value for availability and activity, or Offline and OffWork", async () => {
    const { act } = await presenceOf();
    expectRefusal("presence-pair", await act("setUserPreferredPresence", { availability: "Busy", activity: "InACall" }));
    expectRefusal("presence-pair", await act("setUserPreferredPresence", { availability: "Offline", activity: "Offline" }));
  });
});

describe("status message", () => {
  const message = { content: "Back at three", contentType: "text" };
  const expiryDateTime = { dateTime: "2026-03-02T09:30:00", timeZone: "W. Europe Standard Time" };

  it("is visible until it expires in its own time zone, and is cleared by an empty message", async () => {
    const { act, client, clock } = await presenceOf();
    const read = async () => (await client.get("/me/presence")).body.statusMessage;
    await act("setStatusMessage", { statusMessage: { message, expiryDateTime } });
    expect(await read()).toEqual({ message, expiryDateTime, publishedDateTime: "2026-03-02T08:00:00.000Z" });
    await clock.advance(29 * minute);
    expect(await read()).not.toBeNull();
    await clock.advance(minute);
    expect(await read()).toBeNull();
    await act("setStatusMessage", { statusMessage: { message } });
    await act("setStatusMessage", { statusMessage: { message: { content: "", contentType: "text" } } });
    expect(await read()).toBeNull();
    expect((await act("setStatusMessage", { statusMessage: { message, expiryDateTime: { dateTime: "x", timeZone: "UTC" } } })).status).toBe(
      400,
    );
  });

  it('"presence-others-message-times": others do not see when it was set and when it expires', async () => {
    const { act, emulator, path } = await presenceOf();
    await act("setStatusMessage", { statusMessage: { message, expiryDateTime } });
    const token = await emulator.control.tokens.issue(ben, ["Presence.Read.All"]);
    const response = await emulator.fetch(`https://graph.microsoft.com/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect(((await response.json()) as any).statusMessage).toEqual({ message });
  });
});

describe("permissions for presence", () => {
  it("refuse to set the presence of others, and to set it without the permission", async () => {
    const { client, emulator } = await presenceOf();
    const other = `/users/${emulator.directory.user(ben)!.id}/presence`;
    expectRefusal("presence-set-own-only", await client.send("POST", `${other}/setPresence`, busy));
    const reader: TestClient = await createTestGraph().client(ada, "Presence.Read.All");
    for (const action of ["setPresence", "clearPresence", "setUserPreferredPresence", "clearUserPreferredPresence", "setStatusMessage"])
      expect((await reader.send("POST", `/me/presence/${action}`, busy)).body.error.message).toContain(
        "requires one of 'Presence.ReadWrite'",
      );
  });

  it("refuse personal accounts", async () => {
    const client = await createTestGraph().client(pat, "User.Read");
    for (const action of ["setPresence", "setStatusMessage"])
      expect((await client.send("POST", `/me/presence/${action}`, busy)).status).toBe(400);
  });

  it("show out-of-office settings and work location to everybody", async () => {
    const { emulator, client } = await presenceOf();
    const outOfOfficeSettings = { isOutOfOffice: true, message: "Back on Monday" };
    const workLocation = { workLocationType: "remote", source: "manual", placeId: null };
    emulator.control.presence.set(ben, { outOfOfficeSettings, workLocation });
    expect((await client.get(`/users/${ben}/presence`)).body).toMatchObject({ outOfOfficeSettings, workLocation, activity: "Offline" });
  });

  it("allow 650 users in one request and return each user once", async () => {
    const { client, emulator } = await presenceOf();
    const { id } = emulator.directory.user(ben)!;
    const { body } = await client.send("POST", "/communications/getPresencesByUserId", { ids: Array(650).fill(id) });
    expect(body.value).toHaveLength(1);
  });
});
