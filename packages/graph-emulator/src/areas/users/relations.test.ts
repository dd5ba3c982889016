import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;
const carl = "carl@contoso.example";

function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  const row = refusalTable[id];
  expect([status, body.error.code, body.error.message]).toEqual([row.status, row.code, row.message]);
}

function setUp() {
  const graph = createTestGraph();
  graph.emulator.directory.addUser({ userPrincipalName: carl, displayName: "Carl Oak" });
  graph.emulator.control.users.setManager(ada, ben);
  return graph;
}

describe("a manager", () => {
  it("is read, expanded, and has direct reports", async () => {
    const graph = setUp();
    const client = await graph.client(ada, "User.Read.All");
    expect((await client.get("/me/manager")).body).toMatchObject({ "@odata.type": "#microsoft.graph.user", displayName: "Ben Ito" });
    expect((await client.get("/me/manager?$select=mail")).body).toMatchObject({ mail: ben });
    expect((await client.get("/me?$expand=manager($select=displayName)&$select=mail")).body).toMatchObject({
      mail: ada,
      manager: { displayName: "Ben Ito" },
    });
    expect((await client.get(`/users/${ben}/directReports?$select=displayName`)).body.value).toMatchObject([{ displayName: "Ada Reed" }]);
    expect((await client.get(`/users/${ben}?$expand=directReports`)).body.directReports).toMatchObject([{ mail: ada }]);
    expectRefusal("user-without-manager", await client.get(`/users/${ben}/manager`));
    expect((await client.get(`/users/${ben}?$expand=manager`)).body.manager).toBeUndefined();
    graph.emulator.control.users.setManager(ada, null);
    expectRefusal("user-without-manager", await client.get("/me/manager"));
    expect((await (await graph.client(ada, "User.Read")).get("/me/manager")).status).toBe(403);
  });
});

describe("people", () => {
  it("are the colleagues, the manager first, and can be searched", async () => {
    const graph = setUp();
    const client = await graph.client(ada, "People.Read");
    const names = async (query: string) => (await client.get(`/me/people${query}`)).body.value.map((person: any) => person.displayName);
    expect(await names("")).toEqual(["Ben Ito", "Carl Oak"]);
    expect(await names("?$search=%22carl%22")).toEqual(["Carl Oak"]);
    expect(await names("?$filter=jobTitle eq 'Engineer'")).toEqual([]);
    expect(await names("?$top=1&$skip=1")).toEqual(["Carl Oak"]);
    expectRefusal("people-search-skip", await client.get("/me/people?$search=%22carl%22&$skip=1"));
    expectRefusal("people-search-other", await (await graph.client(ada, "People.Read.All")).get(`/users/${ben}/people?$search=%22carl%22`));
    expect((await client.get("/me/people?$select=colour")).status).toBe(400);
    expect((await (await graph.client(pat, "People.Read")).get("/me/people")).body.value).toEqual([]);
  });
});
