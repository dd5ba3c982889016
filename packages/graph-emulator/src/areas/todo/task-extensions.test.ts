import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada } = testUsers;
const tasks = "/me/todo/lists/Tasks/tasks";
const extension = (extensionName: string, uid: string) => ({
  "@odata.type": "microsoft.graph.openTypeExtension",
  extensionName,
  uid,
});

async function setUp() {
  const graph = createTestGraph();
  return { client: await graph.client(ada, "Tasks.ReadWrite"), reader: await graph.client(ada, "Tasks.Read") };
}

describe("open extensions", () => {
  it.each([
    ["a task", tasks, { title: "Pack" }],
    ["a task list", "/me/todo/lists", { displayName: "Travel" }],
  ])("of %s are created with it or later, expanded, changed, and removed", async (_, collection, item) => {
    const { client, reader } = await setUp();
    const { status, body } = await client.send("POST", collection, { ...item, extensions: [extension("app.one", "1")] });
    expect([status, body.extensions, body.itemExtensions]).toEqual([201, undefined, undefined]);
    const path = `${collection}/${body.id}`;
    expect((await client.send("POST", `${path}/extensions`, extension("app.two", "2"))).status).toBe(201);
    const one = { id: "microsoft.graph.openTypeExtension.app.one", extensionName: "app.one", uid: "1" };
    expect((await client.get(`${path}?$expand=extensions`)).body.extensions).toMatchObject([one, { uid: "2" }]);
    const filter = encodeURIComponent("id eq 'app.two'");
    const page = (await client.get(`${collection}?$expand=extensions($filter=${filter})`)).body.value;
    expect(page.find(({ id }: any) => id === body.id).extensions).toMatchObject([{ uid: "2" }]);
    expect((await client.send("PATCH", `${path}/extensions/app.two`, { uid: "3" })).body.uid).toBe("3");
    expect((await client.send("DELETE", `${path}/extensions/app.one`)).status).toBe(204);
    expect((await reader.get(`${path}/extensions`)).body.value).toMatchObject([{ extensionName: "app.two", uid: "3" }]);
    expect((await reader.send("DELETE", `${path}/extensions/app.two`)).status).toBe(403);
  });
});

describe("a change of a task or list", () => {
  it.each([
    ["task", tasks, { title: "Pack" }, { title: "Unpack" }],
    ["list", "/me/todo/lists", { displayName: "Travel" }, { displayName: "Home" }],
  ])("with an outdated If-Match is refused: %s", async (_, collection, item, change) => {
    const { client } = await setUp();
    const { body } = await client.send("POST", collection, item);
    const path = `${collection}/${body.id}`;
    const old = { "if-match": body["@odata.etag"] };
    const changed = await client.send("PATCH", path, change, old);
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(change)]);
    for (const method of ["PATCH", "DELETE"]) {
      const refused = await client.send(method, path, method === "PATCH" ? item : undefined, old);
      expect([refused.status, refused.body.error.code]).toEqual([refusalTable["etag-mismatch"].status, refusalTable["etag-mismatch"].code]);
    }
    expect((await client.send("DELETE", path, undefined, { "if-match": changed.body["@odata.etag"] })).status).toBe(204);
  });
});
