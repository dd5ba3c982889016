import { describe, expect, it } from "vitest";
import { createTestGraph, graphRoot, testUsers } from "../test/test-graph.fixture.ts";
import { createEmulator } from "./emulator.ts";
import { createFakeClock } from "./fake-clock.ts";
import { addHousehold, householdUsers } from "./household/index.ts";

const { ada, ben } = testUsers;

describe("the emulator as a fetch function", () => {
  it("produces the same ids and data for the same seed, and different ones for another seed", async () => {
    const readWith = async (seed: string) => {
      const emulator = createEmulator({ clock: createFakeClock(), seed, populate: addHousehold });
      const token = await emulator.control.tokens.issue(householdUsers.main, ["User.Read", "Mail.Read", "Calendars.Read", "Tasks.Read"]);
      const read = async (path: string) =>
        (await emulator.fetch(graphRoot + path, { headers: { authorization: `Bearer ${token}` } })).json();
      return Promise.all(["/me", "/me/messages", "/me/events", "/me/todo/lists"].map(read));
    };
    const first = await readWith("one");
    expect(first.map((response: any) => response.error)).toEqual(Array(4).fill(undefined));
    expect(await readWith("one")).toEqual(first);
    expect((await readWith("two"))[0]).not.toEqual(first[0]);
  });

  it("serves the household and its shared mailbox", async () => {
    const emulator = createEmulator({ clock: createFakeClock(), populate: addHousehold });
    const token = await emulator.control.tokens.issue(householdUsers.main, ["Mail.Read.Shared"]);
    const path = `${graphRoot}/users/${householdUsers.sharedMailbox}/mailFolders/inbox`;
    expect((await emulator.fetch(path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it("does not show one user's data to another user", async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 3);
    graph.emulator.control.todo.addTask(ada, "Tasks", { title: "Hers" });
    const his = await graph.client(ben, "Mail.Read", "Tasks.Read");
    expect((await his.get("/me/messages")).body.value).toEqual([]);
    expect((await his.get("/me/todo/lists/Tasks/tasks")).body.value).toEqual([]);
    const hers = await graph.client(ada, "Mail.Read");
    const link: string = (await hers.get("/me/mailFolders/inbox/messages/delta")).body["@odata.deltaLink"];
    expect((await his.get(link)).status).toBe(400);
  });

  it("accepts Graph requests from pages of any origin", async () => {
    const { emulator } = createTestGraph();
    const preflight = await emulator.fetch(`${graphRoot}/me`, { method: "OPTIONS", headers: { origin: "https://app.example" } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect((await emulator.fetch(`${graphRoot}/me`)).headers.get("access-control-allow-origin")).toBe("*");
  });

  it("expires tokens through the control interface", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "User.Read");
    graph.emulator.control.entra.endAccessTokens("revoked", ada);
    expect((await client.get("/me")).body.error.code).toBe("InvalidAuthenticationToken");
    await expect(graph.emulator.control.tokens.issue("nobody@contoso.example", ["User.Read"])).rejects.toThrow("No user");
  });

  it("works in strict mode, in which clients must be registered", async () => {
    const { client } = createTestGraph({ strict: true });
    expect((await (await client(ada, "User.Read")).get("/me")).status).toBe(200);
  });
});
