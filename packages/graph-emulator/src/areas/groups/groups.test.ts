import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;
const tenant = "contoso.example";
const names = (response: TestResponse) => response.body.value.map(({ displayName }: { displayName: string }) => displayName);
const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-15T00:00:00Z";
const event = (subject: string, day = "2026-03-03") => ({
  subject,
  start: { dateTime: `${day}T10:00:00`, timeZone: "UTC" },
  end: { dateTime: `${day}T11:00:00`, timeZone: "UTC" },
});

function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  expect([status, body.error.code]).toEqual([refusalTable[id].status, refusalTable[id].code]);
}

function setUp() {
  const graph = createTestGraph();
  const { groups, calendar } = graph.emulator.control;
  const team = groups.add(tenant, { displayName: "Team", members: [ada], owners: [ada] });
  const staff = groups.add(tenant, { displayName: "Staff", kind: "security", members: [team] });
  const board = groups.add(tenant, { displayName: "Board", members: [ben] });
  return { graph, groups, calendar, team, staff, board };
}

describe("groups", () => {
  it("are listed, filtered, and read by id", async () => {
    const { graph, team } = setUp();
    const client = await graph.client(ada, "Group.Read.All");
    expect(names(await client.get("/groups"))).toEqual(["Team", "Staff", "Board"]);
    expect(names(await client.get("/groups?$filter=groupTypes/any(c:c eq 'Unified')&$select=id,displayName"))).toEqual(["Team", "Board"]);
    expect((await client.get(`/groups/${team}`)).body).toMatchObject({ mail: "team@contoso.example", groupTypes: ["Unified"] });
    expect((await client.get(`/groups/${team}?$select=unseenCount`)).body.unseenCount).toBe(0);
  });

  it("of a user are listed, directly or through other groups", async () => {
    const { graph } = setUp();
    const client = await graph.client(ada, "Group.Read.All");
    expect(names(await client.get("/me/memberOf"))).toEqual(["Team"]);
    const all = await client.get("/me/transitiveMemberOf/microsoft.graph.group");
    expect(names(all)).toEqual(["Team", "Staff"]);
    expect(all.body.value[0]).not.toHaveProperty("@odata.type");
    expect((await client.get("/me/transitiveMemberOf")).body.value[0]["@odata.type"]).toBe("#microsoft.graph.group");
  });

  it("of another tenant are not found: group-unknown", async () => {
    const { graph, groups } = setUp();
    graph.emulator.directory.addTenant({ domain: "fabrikam.example" });
    const other = groups.add("fabrikam.example", { displayName: "Other" });
    const client = await graph.client(ada, "Group.Read.All");
    expectRefusal("group-unknown", await client.get(`/groups/${other}`));
    groups.remove("Team");
    expect(names(await client.get("/me/memberOf"))).toEqual([]);
  });

  it("member-of-limited", async () => {
    const { graph, team } = setUp();
    expect(refusalTable["member-of-limited" satisfies RefusalId].rule).toContain("null");
    const [limited] = (await (await graph.client(ada, "User.Read")).get("/me/memberOf")).body.value;
    expect([limited.id, limited.displayName]).toEqual([team, null]);
  });

  it("directory-search-consistency", async () => {
    const { graph } = setUp();
    const client = await graph.client(ada, "Group.Read.All");
    expectRefusal("directory-search-consistency", await client.get('/groups?$search="displayName:Tea"'));
    expect(names(await client.get('/groups?$search="displayName:Tea"', { ConsistencyLevel: "eventual" }))).toEqual(["Team"]);
  });

  it("are refused without permission and for personal accounts", async () => {
    const { graph, team } = setUp();
    const reader = await graph.client(ada, "User.Read", "Calendars.ReadWrite");
    expect((await reader.get("/groups")).body.error.code).toBe("Authorization_RequestDenied");
    expect((await reader.get(`/groups/${team}/calendar/calendarView?${window}`)).status).toBe(403);
    expect((await reader.get(`/groups/${team}/events/x`)).status).toBe(403);
    const personal = await graph.client(pat, "User.Read");
    for (const path of ["/groups", "/me/memberOf", `/groups/${team}/calendar`])
      expectRefusal("personal-not-available", await personal.get(path));
    const groupReader = await graph.client(ada, "Group.Read.All");
    expect((await groupReader.send("POST", `/groups/${team}/calendar/events`, event("X"))).status).toBe(403);
  });
});

describe("the calendar of a group", () => {
  it("can be read, written, and tracked like the default calendar of a mailbox", async () => {
    const { graph, team, calendar } = setUp();
    const client = await graph.client(ada, "Group.ReadWrite.All");
    const base = `/groups/${team}/calendar`;
    expect((await client.get(base)).body).toMatchObject({ name: "Calendar", owner: { address: "team@contoso.example" } });
    const first = (await client.get(`${base}/calendarView/delta?${window}`)).body;
    expect(first.value).toEqual([]);
    const made = await client.send("POST", `${base}/events`, event("Standup"));
    expect(made.status).toBe(201);
    expect(made.body.organizer.emailAddress.address).toBe("team@contoso.example");
    const { id } = made.body;
    calendar.createEvent(team, event("Review"));
    const view = await client.get(`${base}/calendarView?${window}&$select=subject`);
    expect(view.body.value.map(({ subject }: { subject: string }) => subject).sort()).toEqual(["Review", "Standup"]);
    expect(view.body["@odata.context"]).toContain(`groups('${team}')`);
    const second = (await client.get(first["@odata.deltaLink"])).body;
    expect(second.value).toHaveLength(2);
    expect((await client.send("PATCH", `${base}/events/${id}`, { subject: "Daily" })).body.subject).toBe("Daily");
    expect((await client.get(`/groups/${team}/events/${id}`)).body.subject).toBe("Daily");
    expect((await client.get(`/groups/${team}/events`)).body.value).toHaveLength(2);
    expect((await client.send("DELETE", `${base}/events/${id}`)).status).toBe(204);
    expect((await client.get(second["@odata.deltaLink"])).body.value).toEqual([{ id, "@removed": { reason: "deleted" } }]);
    // The user's own calendar does not contain the events.
    expect(calendar.events(ada)).toEqual([]);
  });

  it("group-members-only", async () => {
    const { graph, board, groups } = setUp();
    const client = await graph.client(ada, "Group.ReadWrite.All");
    expectRefusal("group-members-only", await client.get(`/groups/${board}/calendar`));
    expectRefusal("group-members-only", await client.send("POST", `/groups/${board}/events`, event("X")));
    groups.addMember(board, ada);
    expect((await client.get(`/groups/${board}/calendar`)).status).toBe(200);
    groups.removeMember(board, ada);
    expect((await client.get(`/groups/${board}/calendar`)).status).toBe(403);
  });

  it("group-without-calendar", async () => {
    const { graph, staff } = setUp();
    const client = await graph.client(ada, "Group.Read.All");
    expectRefusal("group-without-calendar", await client.get(`/groups/${staff}/calendarView?${window}`));
  });

  it("group-delta-refused", async () => {
    const { graph, team, groups } = setUp();
    const client = await graph.client(ada, "Group.Read.All");
    groups.refuseDelta();
    expectRefusal("group-delta-refused", await client.get(`/groups/${team}/calendarView/delta?${window}`));
    expect((await client.get(`/groups/${team}/calendarView?${window}`)).status).toBe(200);
    groups.refuseDelta(false);
    expect((await client.get(`/groups/${team}/calendarView/delta?${window}`)).status).toBe(200);
  });
});
