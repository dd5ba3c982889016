import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

describe("users", () => {
  it("finds users by id and name, and pages with an opaque token", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "User.ReadBasic.All");
    const { id } = graph.emulator.directory.user(ben)!;
    for (const name of [id, ben, ben.toUpperCase()]) expect((await client.get(`/users/${name}`)).body.id).toBe(id);
    expect((await client.get("/users/nobody@contoso.example")).body.error.code).toBe("Request_ResourceNotFound");
    const first = (await client.get("/users?$top=1&$select=displayName")).body;
    expect(first.value).toEqual([{ displayName: "Ada Reed" }]);
    const second = (await client.get(first["@odata.nextLink"])).body;
    expect([second.value, second["@odata.nextLink"]]).toEqual([[{ displayName: "Ben Ito" }], undefined]);
    expect((await client.get("/users?$filter=startswith(displayName,'ben')")).body.value).toHaveLength(1);
  });

  it("returns its own request id and the client's", async () => {
    const client = await createTestGraph().client(ada, "User.Read");
    const good = await client.get("/me", { "client-request-id": "0b7a0f2e-0000-4000-8000-000000000001" });
    expect(good.headers.get("client-request-id")).toBe("0b7a0f2e-0000-4000-8000-000000000001");
    const bad = await client.get("/me/nothing", { "client-request-id": "0b7a0f2e-0000-4000-8000-000000000002" });
    expect(bad.body.error.innerError).toEqual({
      date: "2026-03-02T08:00:00",
      "request-id": bad.headers.get("request-id"),
      "client-request-id": "0b7a0f2e-0000-4000-8000-000000000002",
    });
    expect(bad.headers.get("request-id")).not.toBe(good.headers.get("request-id"));
    expect(JSON.parse(good.headers.get("x-ms-ags-diagnostic")!)).toHaveProperty("ServerInfo.DataCenter");
  });

  it("distinguishes requests that are not emulated from wrong methods", async () => {
    const client = await createTestGraph().client(ada, "User.Read", "Chat.Read");
    const pinned = await client.get("/chats/x/pinnedMessages");
    expect([pinned.status, pinned.body.error.code]).toEqual([501, "NotEmulated"]);
    expect((await client.send("DELETE", "/me/sendMail")).status).toBe(405);
    expect((await client.send("POST", "/me/sendMail", "{")).status).not.toBe(500);
  });
});
