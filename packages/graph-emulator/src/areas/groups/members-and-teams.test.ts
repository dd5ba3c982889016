import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben } = testUsers;
const tenant = "contoso.example";
const names = ({ body }: TestResponse) => body.value.map(({ displayName }: { displayName: string }) => displayName);

function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  expect([status, body.error.code]).toEqual([refusalTable[id].status, refusalTable[id].code]);
  expect(body.error.message).toContain(refusalTable[id].message!.split("{")[0]);
}

function setUp() {
  const graph = createTestGraph();
  const { groups } = graph.emulator.control;
  const band = groups.add(tenant, { displayName: "Band", members: [ada], owners: [ada], channels: ["Concerts"] });
  const staff = groups.add(tenant, { displayName: "Staff", kind: "security", members: [band, ben] });
  const idOf = (user: string) => graph.emulator.directory.user(user)!.id;
  return { graph, groups, band, staff, idOf };
}

describe("members and owners", () => {
  it("are listed with their types, cast, and counted", async () => {
    const { graph, band, staff } = setUp();
    const client = await graph.client(ada, "GroupMember.Read.All", "User.ReadBasic.All");
    const members = await client.get(`/groups/${staff}/members`);
    expect(members.body.value.map((member: any) => [member["@odata.type"], member.displayName])).toEqual([
      ["#microsoft.graph.group", "Band"],
      ["#microsoft.graph.user", "Ben Ito"],
    ]);
    expect(names(await client.get(`/groups/${staff}/members/microsoft.graph.user?$select=displayName`))).toEqual(["Ben Ito"]);
    expect(names(await client.get(`/groups/${band}/owners`))).toEqual(["Ada Reed"]);
    expect((await client.get(`/groups/${staff}/members/$count`, { consistencylevel: "eventual" })).body).toBe("2");
    expectRefusal("directory-count-segment", await client.get(`/groups/${staff}/members/$count`));
    expect((await (await graph.client(ada, "User.Read")).get(`/groups/${staff}/members`)).status).toBe(403);
  });

  it("are changed by owners only, and one owner stays", async () => {
    const { graph, groups, band, idOf } = setUp();
    groups.addMember(band, ben);
    const [owner, other] = [await graph.client(ada, "Group.ReadWrite.All"), await graph.client(ben, "Group.ReadWrite.All")];
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/users/${idOf(ben)}` };
    expectRefusal("group-change-denied", await other.send("POST", `/groups/${band}/owners/$ref`, reference));
    expectRefusal("group-last-owner", await owner.send("DELETE", `/groups/${band}/owners/${idOf(ada)}/$ref`));
    expect((await owner.send("POST", `/groups/${band}/owners/$ref`, reference)).status).toBe(204);
    expectRefusal("group-reference-exists", await owner.send("POST", `/groups/${band}/owners/$ref`, reference));
    expectRefusal("group-reference-unknown", await owner.send("DELETE", `/groups/${band}/members/${idOf(testUsers.pat)}/$ref`));
    expect((await owner.send("POST", `/groups/${band}/owners/$ref`, {})).status).toBe(400);
    expect((await owner.send("DELETE", `/groups/${band}/owners/${idOf(ada)}/$ref`)).status).toBe(204);
    expect(names(await other.get(`/groups/${band}/owners`))).toEqual(["Ben Ito"]);
    expect((await other.send("DELETE", `/groups/${band}/members/${idOf(ada)}/$ref`)).status).toBe(204);
    expect(names(await other.get(`/groups/${band}/members`))).toEqual(["Ben Ito"]);
    const reader = await graph.client(ben, "Group.Read.All");
    expect((await reader.send("POST", `/groups/${band}/owners/$ref`, reference)).status).toBe(403);
  });
});

describe("teams", () => {
  it("of a user are listed, with their channels", async () => {
    const { graph, band, staff } = setUp();
    const client = await graph.client(ada, "Team.ReadBasic.All", "Channel.ReadBasic.All");
    expect(["team-joined-limited", (await client.get("/me/joinedTeams")).body.value]).toEqual([
      "team-joined-limited",
      [{ id: band, displayName: "Band", description: null }],
    ]);
    expect((await client.get(`/teams/${band}`)).body).toMatchObject({ displayName: "Band", visibility: "private", isArchived: false });
    const channels = await client.get(`/teams/${band}/channels`);
    expect(names(channels)).toEqual(["General", "Concerts"]);
    const [general, concerts] = channels.body.value;
    expect((await client.get(`/teams/${band}/channels/${encodeURIComponent(concerts.id)}?$select=displayName`)).body).toMatchObject({
      id: concerts.id,
      displayName: "Concerts",
    });
    expect((await client.get(`/teams/${band}/primaryChannel`)).body.id).toBe(general.id);
    expectRefusal("channel-unknown", await client.get(`/teams/${band}/channels/19:x@thread.tacv2`));
    expectRefusal("team-unknown", await client.get(`/teams/${staff}`));
    const other = await graph.client(ben, "Team.ReadBasic.All", "Channel.ReadBasic.All");
    expect((await other.get("/me/joinedTeams")).body.value).toEqual([]);
    expectRefusal("team-not-a-member", await other.get(`/teams/${band}/channels`));
    expectRefusal("team-other-user", await other.get(`/users/${ada}/joinedTeams`));
    expect((await (await graph.client(ada, "User.Read")).get("/me/joinedTeams")).status).toBe(403);
  });
});
