import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../refusals/refusal-table.ts";

const { ada } = testUsers;
const byId = (responses: { id: string }[]): Record<string, any> => Object.fromEntries(responses.map((part) => [part.id, part]));

describe("$batch", () => {
  it("runs each part with its own status, headers, and body, with or without /v1.0 and the leading slash", async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 2);
    const client = await graph.client(ada, "User.Read", "Mail.ReadWrite");
    const [message] = (await client.get("/me/messages")).body.value;
    const requests = [
      { id: "a", method: "GET", url: "/me?$select=displayName" },
      { id: "b", method: "GET", url: "me/messages/$count" },
      {
        id: "c",
        method: "PATCH",
        url: `/v1.0/me/messages/${message.id}`,
        body: { isRead: true },
        headers: { "Content-Type": "application/json" },
      },
      { id: "d", method: "GET", url: "/me/presence" },
      { id: "e", method: "DELETE", url: `/me/messages/${message.id}`, dependsOn: ["c"] },
    ];
    const { status, body } = await client.send("POST", "/$batch", { requests });
    expect(status).toBe(200);
    const parts = byId(body.responses);
    expect(parts.a.body.displayName).toBe("Ada Reed");
    expect(parts.a.headers["Content-Type"]).toContain("application/json");
    expect(Buffer.from(parts.b.body, "base64").toString()).toBe("2");
    expect(parts.c).toMatchObject({ status: 200, body: { isRead: true } });
    expect(parts.d).toMatchObject({ status: 403, body: { error: { code: "Forbidden" } } });
    expect(parts.e).toMatchObject({ status: 204, body: null });
  });

  it("throttles one part while the others succeed, and counts parts as units and the batch as one request", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "User.Read", "Mail.Read");
    graph.emulator.control.faults.add({ path: "/me/messages*", only: "parts", status: 429, retryAfter: "2,5", count: 1 });
    graph.emulator.control.counters.reset();
    const requests = [
      { id: "1", method: "GET", url: "/me/messages" },
      { id: "2", method: "GET", url: "/me" },
      { id: "3", method: "GET", url: "/me/mailFolders", dependsOn: ["1"] },
    ];
    const parts = byId((await client.send("POST", "/$batch", { requests })).body.responses);
    expect(parts["1"]).toMatchObject({ status: 429, headers: { "Retry-After": "2,5" }, body: { error: { code: "TooManyRequests" } } });
    expect([parts["2"].status, parts["3"].status]).toEqual([200, 424]);
    expect(graph.emulator.control.counters.report()).toMatchObject({ requests: 1, units: 2, items: 1 });
    expect((await client.get("/me/messages")).status).toBe(200);
  });

  it.each([
    ["no list of requests", {}],
    [
      "a duplicate id",
      {
        requests: [
          { id: "1", method: "GET", url: "/me" },
          { id: "1", method: "GET", url: "/me" },
        ],
      },
    ],
    ["an unknown dependency", { requests: [{ id: "1", method: "GET", url: "/me", dependsOn: ["9"] }] }],
    ["a part without a URL", { requests: [{ id: "1", method: "GET" }] }],
    ["an absolute URL", { requests: [{ id: "1", method: "GET", url: "https://example.com/v1.0/me" }] }],
    ["a body without a content type", { requests: [{ id: "1", method: "PATCH", url: "/me", body: {} }] }],
  ])("refuses %s", async (_, batch) => {
    const client = await createTestGraph().client(ada, "User.Read");
    const response = await client.send("POST", "/$batch", batch);
    expect([response.status, response.body.error.code]).toEqual([400, "BadRequest"]);
  });

  it("refuses equal ids, bodies without a type, and missing ids", async () => {
    const client = await createTestGraph().client(ada, "User.Read");
    const messageOf = async (...requests: object[]) => (await client.send("POST", "/$batch", { requests })).body.error.message;
    const messageOfRow = (row: RefusalId, id: string) => refusalTable[row].message!.replace("{id}", id);
    const get = { method: "GET", url: "/me" };
    expect(await messageOf({ id: "a", ...get }, { id: "A", ...get })).toBe(messageOfRow("batch-id-unique", "A"));
    expect(await messageOf({ id: "1", method: "PATCH", url: "/me", body: {} })).toBe(messageOfRow("batch-content-type", "1"));
    expect(await messageOf(get)).toBe(refusalTable["batch-id-missing"].message);
  });

  it("batch-id-number", async () => {
    const client = await createTestGraph().client(ada, "User.Read");
    const { body } = await client.send("POST", "/$batch", { requests: [{ id: 0, method: "GET", url: "/me" }] });
    expect(refusalTable["batch-id-number"].rule).toContain("digits");
    expect(body.responses).toMatchObject([{ id: "0", status: 200 }]);
  });

  it("refuses a batch inside a batch, and GET", async () => {
    const client = await createTestGraph().client(ada, "User.Read");
    const { body } = await client.send("POST", "/$batch", { requests: [{ id: "1", method: "POST", url: "/$batch" }] });
    expect(body.responses[0].status).toBe(400);
    expect((await client.get("/$batch")).status).toBe(400);
  });
});
