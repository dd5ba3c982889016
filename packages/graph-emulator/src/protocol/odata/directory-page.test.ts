import { describe, expect, it } from "vitest";
import { createTestGraph, type TestClient, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada } = testUsers;
const eventual = { ConsistencyLevel: "eventual" };

async function setUp(): Promise<TestClient> {
  const graph = createTestGraph();
  const { groups } = graph.emulator.control;
  groups.add("contoso.example", { displayName: "One video", description: "Production", members: [ada] });
  groups.add("contoso.example", { displayName: "Board", description: "Videos of the board" });
  return graph.client(ada, "User.Read.All", "Group.Read.All");
}

const names = ({ body }: { body: any }) => body.value.map(({ displayName }: { displayName: string }) => displayName);

describe("advanced queries of the directory", () => {
  it.each<[string, RefusalId]>([
    ['/users?$search="displayName:ada"', "directory-search-consistency"],
    ['/groups?$search="displayName:video"', "directory-search-consistency"],
    ['/me/memberOf?$search="displayName:video"', "directory-search-consistency"],
    ["/users?$filter=endsWith(mail,'.example')", "directory-filter-advanced"],
    ["/users?$filter=not startsWith(displayName,'A')", "directory-filter-advanced"],
    ["/groups?$filter=not groupTypes/any(t:t eq 'Unified')", "directory-filter-advanced"],
    ["/users?$filter=displayName ne 'Ada Reed'", "directory-filter-not-equals"],
    ["/users?$filter=startsWith(displayName,'A')&$orderby=displayName", "directory-orderby-filter"],
    ["/users/$count", "directory-count-segment"],
    ["/me/transitiveMemberOf/microsoft.graph.group/$count", "directory-count-segment"],
  ])("are refused without the header: %s", async (path, id) => {
    const { status, body } = await (await setUp()).get(path);
    expect([status, body.error.code, body.error.message]).toEqual([
      refusalTable[id].status,
      refusalTable[id].code,
      refusalTable[id].message,
    ]);
  });

  it("need $count=true beside the header, except for $search", async () => {
    const client = await setUp();
    expect((await client.get("/users?$filter=displayName ne 'Ada Reed'", eventual)).status).toBe(400);
    expect(names(await client.get("/users?$filter=displayName ne 'Ada Reed'&$count=true", eventual))).toEqual(["Ben Ito"]);
    expect(names(await client.get("/users?$filter=endsWith(mail,'.example')&$orderby=displayName desc&$count=true", eventual))).toEqual([
      "Ben Ito",
      "Ada Reed",
    ]);
    expect(names(await client.get('/users?$search="displayName:ada"', eventual))).toEqual(["Ada Reed"]);
  });

  it("directory-count-ignored", async () => {
    const client = await setUp();
    expect((await client.get("/users?$count=true")).body).not.toHaveProperty("@odata.count");
    expect((await client.get("/users?$count=true", eventual)).body["@odata.count"]).toBe(2);
  });
});

describe("$search of the directory", () => {
  it.each([
    ['"displayName:video"', ["One video"]],
    ['"displayName:vid one"', ["One video"]],
    ['"displayName:ideo"', []],
    ['"description:video"', ["Board"]],
    ['"displayName:video" OR "description:video"', ["One video", "Board"]],
    ['"displayName:video" AND "description:prod"', ["One video"]],
    ['"displayName:video" "description:board"', []],
  ])("%s finds words that begin so in that property", async (search, found) => {
    expect(names(await (await setUp()).get(`/groups?$search=${search}`, eventual))).toEqual(found);
  });

  it("directory-search-syntax", async () => {
    const { status, body } = await (await setUp()).get("/groups?$search=displayName:video", eventual);
    expect([status, body.error.message]).toEqual([400, "Syntax error: character ':' is not valid at position 11 in 'displayName:video'."]);
  });
});
