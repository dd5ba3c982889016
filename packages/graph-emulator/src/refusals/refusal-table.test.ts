import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "./refusal-table.ts";

const { ada, ben, pat } = testUsers;
const row = (id: RefusalId) => refusalTable[id];

/** Expects the response that the row describes. */
function expectRefusal(id: RefusalId, response: TestResponse): void {
  expect([response.status, response.body.error.code]).toEqual([row(id).status, row(id).code]);
  const fixedPart = row(id).message!.split("{")[0]!;
  expect(response.body.error.message).toContain(fixedPart);
}

const inbox = "/me/mailFolders/inbox/messages";
const mailReader = (graph = createTestGraph()) => graph.client(ada, "Mail.Read");

const someClient = "22222222-2222-4222-8222-222222222222";
const authorizeUrl = (scope: string) =>
  `https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: someClient, response_type: "code", redirect_uri: "http://localhost/back", scope })}`;

const tests: Partial<Record<RefusalId, () => Promise<void>>> = {
  "token-missing": async () => {
    const { emulator } = createTestGraph();
    const response = await emulator.fetch("https://graph.microsoft.com/v1.0/me");
    expectRefusal("token-missing", { status: response.status, body: await response.json(), headers: response.headers });
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  },
  "token-invalid": async () => {
    const client = await mailReader();
    expectRefusal("token-invalid", await client.get("/me", { authorization: "Bearer nonsense" }));
    expectRefusal("token-invalid", await client.get("/me", { authorization: "Bearer eyJhbGciOiJub25lIn0.e30.x" }));
  },
  "token-expired": async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "User.Read");
    expect((await client.get("/me")).status).toBe(200);
    await graph.clock.advance(2 * 3600_000);
    expectRefusal("token-expired", await client.get("/me"));
  },
  "scope-missing": async () => {
    const graph = createTestGraph();
    expectRefusal("scope-missing", await (await graph.client(ada, "User.Read")).get("/me/messages"));
    const reader = await graph.client(ada, "Mail.Read");
    expect((await reader.get("/me/messages")).status).toBe(200);
    expectRefusal("scope-missing", await reader.send("POST", "/me/sendMail", { message: {} }));
    expectRefusal("scope-missing", await reader.get("/me/calendars"));
  },
  "other-mailbox-needs-shared-scope": async () => {
    const graph = createTestGraph();
    graph.emulator.control.shares.add(ben, ada, ["mail"]);
    const path = `/users/${ben}/messages`;
    expectRefusal("other-mailbox-needs-shared-scope", await (await graph.client(ada, "Mail.Read")).get(path));
    expect((await (await graph.client(ada, "Mail.Read.Shared")).get(path)).status).toBe(200);
    expectRefusal("other-mailbox-needs-shared-scope", await (await graph.client(ada, "Mail.Read.Shared")).send("PATCH", `${path}/x`, {}));
  },
  "other-mailbox-hidden": async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Mail.Read.Shared");
    expectRefusal("other-mailbox-hidden", await client.get(`/users/${ben}/messages`));
    graph.emulator.control.shares.add(ben, ada, ["mail"]);
    expect((await client.get(`/users/${ben}/messages`)).status).toBe(200);
    graph.emulator.control.shares.remove(ben, ada);
    expectRefusal("other-mailbox-hidden", await client.get(`/users/${ben}/messages`));
  },
  "personal-not-available": async () => {
    const client = await createTestGraph().client(pat, "User.Read", "Mail.Read");
    expectRefusal("personal-not-available", await client.get("/users"));
    expect((await client.get("/me/messages")).status).toBe(200);
  },
  "personal-presence": async () => {
    const client = await createTestGraph().client(pat, "User.Read");
    expectRefusal("personal-not-available", await client.get("/me/presence"));
    expectRefusal("personal-not-available", await client.send("POST", "/communications/getPresencesByUserId", { ids: [] }));
  },
  "beta-not-served": async () => {
    const client = await mailReader();
    expectRefusal("beta-not-served", await client.get("https://graph.microsoft.com/beta/me"));
  },
  "segment-unknown": async () => expectRefusal("segment-unknown", await (await mailReader()).get("/me/mesages")),
  "filter-syntax": async () => {
    const client = await mailReader();
    for (const filter of [
      "isRead eqq true",
      "(isRead eq true",
      "contains(subject,'x'",
      "subject eq 'x' and",
      "isRead eq true isRead",
      "subject eq 'x",
    ])
      expectRefusal("filter-syntax", await client.get(`/me/messages?$filter=${encodeURIComponent(filter)}`));
  },
  "top-above-maximum": async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Mail.Read", "User.ReadBasic.All");
    expect((await client.get("/me/messages?$top=1000")).status).toBe(200);
    expectRefusal("top-above-maximum", await client.get("/me/messages?$top=1001"));
    expect((await client.get("/users?$top=999")).status).toBe(200);
    expectRefusal("top-above-maximum", await client.get("/users?$top=1000"));
  },
  "batch-more-than-20": async () => {
    const client = await mailReader();
    const batch = (length: number) => ({
      requests: Array.from({ length }, (_, id) => ({ id: String(id), method: "GET", url: "/me/messages?$top=1" })),
    });
    expect((await client.send("POST", "/$batch", batch(20))).body.responses).toHaveLength(20);
    expectRefusal("batch-more-than-20", await client.send("POST", "/$batch", batch(21)));
  },
  "batch-failed-dependency": async () => {
    const client = await mailReader();
    const requests = [
      { id: "1", method: "GET", url: "/me/messages/nothing" },
      { id: "2", method: "GET", url: "/me/messages", dependsOn: ["1"] },
    ];
    const { body } = await client.send("POST", "/$batch", { requests });
    const second = body.responses.find((part: { id: string }) => part.id === "2");
    expectRefusal("batch-failed-dependency", second);
  },
  "delta-token-expired": async () => {
    const graph = createTestGraph();
    const client = await mailReader(graph);
    const link = (await client.get(`${inbox}/delta`)).body["@odata.deltaLink"];
    graph.emulator.control.delta.expire(ben);
    expect((await client.get(link)).status).toBe(200);
    graph.emulator.control.delta.expire(ada);
    expectRefusal("delta-token-expired", await client.get(link));
    expect((await client.get(`${inbox}/delta`)).status).toBe(200);
  },
  "delta-token-invalid": async () => {
    const client = await mailReader();
    const link: string = (await client.get(`${inbox}/delta`)).body["@odata.deltaLink"];
    expectRefusal("delta-token-invalid", await client.get(link.replace("inbox", "drafts")));
    expectRefusal("delta-token-invalid", await client.get(`${inbox}/delta?$deltatoken=nonsense`));
  },
  "consent-all-or-nothing": async () => {
    const { emulator } = createTestGraph();
    const decide = (decision: "accept" | "cancel") =>
      emulator.control.entra.signIn(authorizeUrl("Mail.Read Calendars.Read"), { user: ada, decision });
    const granted = () => [...emulator.directory.granted(emulator.directory.user(ada)!, someClient)];
    const canceled = decide("cancel");
    expect("redirect" in canceled && new URL(canceled.redirect).searchParams.get("error_description")).toContain("AADSTS65004");
    expect(granted()).toEqual([]);
    decide("accept");
    expect(granted()).toEqual(expect.arrayContaining(["Mail.Read", "Calendars.Read"]));
  },
  "consent-needs-admin": async () => {
    const { emulator } = createTestGraph();
    const blocked = emulator.control.entra.signIn(authorizeUrl("Mail.Read Group.Read.All"), { user: ada, decision: "accept" });
    expect(blocked).toMatchObject({ page: "need-admin", code: 90094 });
    expect(emulator.directory.granted(emulator.directory.user(ada)!, someClient).size).toBe(0);
  },
  "mail-search-orderby": async () =>
    expectRefusal("mail-search-orderby", await (await mailReader()).get('/me/messages?$search="x"&$orderby=receivedDateTime desc')),
  "mail-search-filter": async () =>
    expectRefusal("mail-search-filter", await (await mailReader()).get('/me/messages?$search="x"&$filter=isRead eq true')),
  "mail-inefficient-filter": async () => {
    const client = await mailReader();
    const order = "$orderby=receivedDateTime desc";
    expectRefusal("mail-inefficient-filter", await client.get(`/me/messages?${order}&$filter=isRead eq false`));
    expect((await client.get(`/me/messages?${order}&$filter=receivedDateTime ge 1900-05-01T00:00:00Z and isRead eq false`)).status).toBe(
      200,
    );
  },
  "message-delta-filter": async () => {
    const client = await mailReader();
    expectRefusal("message-delta-filter", await client.get(`${inbox}/delta?$filter=isRead eq false`));
    expectRefusal("message-delta-filter", await client.get(`${inbox}/delta?$filter=receivedDateTime le 2026-03-01T00:00:00Z`));
    expect((await client.get(`${inbox}/delta?$filter=receivedDateTime ge 2026-03-01T00:00:00Z`)).status).toBe(200);
  },
  "message-delta-orderby": async () => {
    const client = await mailReader();
    expectRefusal("message-delta-orderby", await client.get(`${inbox}/delta?$orderby=subject`));
    expect((await client.get(`${inbox}/delta?$orderby=receivedDateTime desc`)).status).toBe(200);
  },
  "message-delta-search": async () => expectRefusal("message-delta-search", await (await mailReader()).get(`${inbox}/delta?$search="x"`)),
  "message-delta-folder-only": async () => expectRefusal("message-delta-folder-only", await (await mailReader()).get("/me/messages/delta")),
  "message-delta-page-cap": async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 600);
    const client = await mailReader(graph);
    const page = await client.get(`${inbox}/delta?$select=id`, { prefer: "odata.maxpagesize=5000" });
    expect(page.body.value).toHaveLength(512);
    expect(page.body["@odata.nextLink"]).toBeDefined();
  },
  "mail-readbasic-strips": async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 1);
    const seen = async (scope: string) => Object.keys((await (await graph.client(ada, scope)).get("/me/messages")).body.value[0]);
    expect(await seen("Mail.Read")).toEqual(expect.arrayContaining(["subject", "body", "bodyPreview"]));
    const basic = await seen("Mail.ReadBasic");
    expect(basic).toContain("subject");
    for (const name of ["body", "bodyPreview", "uniqueBody", "attachments"]) expect(basic).not.toContain(name);
  },
  "mail-readbasic-search": async () => {
    const graph = createTestGraph();
    expectRefusal("mail-readbasic-search", await (await graph.client(ada, "Mail.ReadBasic")).get('/me/messages?$search="x"'));
    expect((await (await graph.client(ada, "Mail.Read")).get('/me/messages?$search="x"')).status).toBe(200);
  },
  "mail-id-changes-on-move": async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 2);
    const client = await graph.client(ada, "Mail.ReadWrite");
    const immutable = { prefer: 'IdType="ImmutableId"' };
    const [plain] = (await client.get("/me/messages")).body.value;
    const [lasting] = (await client.get("/me/messages", immutable)).body.value;
    const moved = await client.send("POST", `/me/messages/${plain.id}/move`, { destinationId: "archive" });
    expect(moved.status).toBe(201);
    expect(moved.body.id).not.toBe(plain.id);
    expect((await client.get(`/me/messages/${plain.id}`)).status).toBe(404);
    const again = await client.get(`/me/messages/${lasting.id}`, immutable);
    expect([again.body.id, again.body.subject]).toEqual([lasting.id, plain.subject]);
  },
  "etag-mismatch": async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 1);
    const client = await graph.client(ada, "Mail.ReadWrite");
    const [message] = (await client.get("/me/messages")).body.value;
    const ifMatch = { "if-match": message["@odata.etag"] };
    expect((await client.send("PATCH", `/me/messages/${message.id}`, { isRead: true }, ifMatch)).status).toBe(200);
    expectRefusal("etag-mismatch", await client.send("PATCH", `/me/messages/${message.id}`, { isRead: false }, ifMatch));
  },
  "presence-of-others": async () => {
    const graph = createTestGraph();
    const path = `/users/${ben}/presence`;
    expect((await (await graph.client(ada, "Presence.Read")).get("/me/presence")).status).toBe(200);
    expectRefusal("scope-missing-teams", await (await graph.client(ada, "Presence.Read")).get(path));
    expect((await (await graph.client(ada, "Presence.Read.All")).get(path)).status).toBe(200);
  },
  "scope-missing-teams": async () => {
    const response = await (await createTestGraph().client(ada, "User.Read")).get("/me/presence");
    expectRefusal("scope-missing-teams", response);
    expect(response.body.error.message).toContain("'Presence.Read'. Scopes on the request 'User.Read'");
  },
  "presence-bulk-limit": async () => {
    const client = await createTestGraph().client(ada, "Presence.Read.All");
    const requestPresences = (length: number) =>
      client.send("POST", "/communications/getPresencesByUserId", { ids: Array.from({ length }, (_, id) => `user-${id}`) });
    expect((await requestPresences(650)).status).toBe(200);
    expectRefusal("presence-bulk-limit", await requestPresences(651));
  },
  "presence-bulk-unknown": async () => {
    const graph = createTestGraph();
    const { id } = graph.emulator.directory.user(ben)!;
    const client = await graph.client(ada, "Presence.Read.All");
    const { body } = await client.send("POST", "/communications/getPresencesByUserId", {
      ids: ["00000000-0000-4000-8000-000000000000", id],
    });
    expect(body.value.map((presence: { id: string }) => presence.id)).toEqual([id]);
  },
  "todo-select": async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Tasks.Read");
    expectRefusal("todo-select", await client.get("/me/todo/lists?$select=id"));
    expectRefusal("todo-select", await client.get("/me/todo/lists/Tasks/tasks?$select=title"));
    expect((await client.get("/me/todo/lists/Tasks/tasks?$select=")).status).toBe(200);
  },
  "todo-other-user": async () =>
    expectRefusal("todo-other-user", await (await createTestGraph().client(ada, "Tasks.Read")).get(`/users/${ben}/todo/lists`)),
  "todo-delta-filter": async () => {
    const client = await createTestGraph().client(ada, "Tasks.Read");
    expectRefusal("todo-delta-filter", await client.get("/me/todo/lists/Tasks/tasks/delta?$filter=status ne 'completed'"));
    expect((await client.get("/me/todo/lists/Tasks/tasks/delta")).status).toBe(200);
  },
  "todo-list-delta-readwrite": async () => {
    const graph = createTestGraph();
    expectRefusal("todo-list-delta-readwrite", await (await graph.client(ada, "Tasks.Read")).get("/me/todo/lists/delta"));
    expect((await (await graph.client(ada, "Tasks.ReadWrite")).get("/me/todo/lists/delta")).status).toBe(200);
  },
  "todo-default-list": async () => {
    const client = await createTestGraph().client(ada, "Tasks.ReadWrite");
    expectRefusal("todo-default-list", await client.send("DELETE", "/me/todo/lists/Tasks"));
    expectRefusal("todo-default-list", await client.send("PATCH", "/me/todo/lists/Tasks", { displayName: "Mine" }));
  },
  "todo-linked-resources": async () => {
    const graph = createTestGraph();
    const linkedResources = [{ id: "l1", displayName: "Mail", webUrl: "https://example.com/1" }];
    graph.emulator.control.todo.addTask(ada, "Tasks", { title: "Read", linkedResources });
    const client = await graph.client(ada, "Tasks.Read");
    expect((await client.get("/me/todo/lists/Tasks/tasks")).body.value[0].linkedResources).toBeUndefined();
    expect((await client.get("/me/todo/lists/Tasks/tasks?$expand=linkedResources")).body.value[0].linkedResources).toEqual(linkedResources);
  },
  "todo-completed-midnight": async () => {
    const graph = createTestGraph();
    const id = graph.emulator.control.todo.addTask(ada, "Tasks", { title: "Read" });
    const client = await graph.client(ada, "Tasks.ReadWrite");
    const done = await client.send("PATCH", `/me/todo/lists/Tasks/tasks/${id}`, { status: "completed" });
    expect(done.body.completedDateTime).toEqual({ dateTime: "2026-03-02T00:00:00.0000000", timeZone: "UTC" });
    const open = await client.send("PATCH", `/me/todo/lists/Tasks/tasks/${id}`, { status: "notStarted" });
    expect(open.body.completedDateTime).toBeUndefined();
  },
  "users-default-properties": async () => {
    const client = await createTestGraph().client(ada, "User.Read");
    const names = Object.keys((await client.get("/me")).body).filter((name) => !name.startsWith("@"));
    expect(names).toHaveLength(11);
    expect(names).not.toContain("userType");
    expect((await client.get("/me?$select=userType")).body).toEqual({ "@odata.context": expect.any(String), userType: "Member" });
  },
  "user-other-basic": async () => {
    const graph = createTestGraph();
    expectRefusal("user-other-basic", await (await graph.client(ada, "User.Read")).get(`/users/${ben}`));
    expect((await (await graph.client(ada, "User.Read")).get(`/users/${ada}`)).status).toBe(200);
    expect((await (await graph.client(ada, "User.ReadBasic.All")).get(`/users/${ben}`)).body.displayName).toBe("Ben Ito");
  },
};

describe("what Graph refuses", () => {
  it.each(Object.entries(tests))("%s", async (_, test) => test());

  it("has a test for each row, in this file or in the tests of its area", () => {
    const sources = ["areas", "protocol", "entra"].flatMap((folder) => {
      const root = join(import.meta.dirname, "..", folder);
      return readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".test.ts"))
        .map((name) => readFileSync(join(root, name), "utf8"));
    });
    const untested = Object.keys(refusalTable).filter((id) => !(id in tests) && !sources.some((source) => source.includes(`"${id}"`)));
    expect(untested).toEqual([]);
  });

  it("has few rows whose response no public source shows", () => {
    const unproven = Object.values(refusalTable).filter(({ unproven }) => unproven !== undefined).length;
    console.info(`${unproven} of ${Object.keys(refusalTable).length} rows are unproven.`);
    expect(unproven).toBeLessThanOrEqual(73);
  });

  it("describes each row with the requests, the rule, and the source", () => {
    for (const [id, { appliesTo, rule, source, status, code, message }] of Object.entries(refusalTable)) {
      expect([id, appliesTo, rule, source].every(Boolean)).toBe(true);
      expect([id, Boolean(status), Boolean(code), Boolean(message)].slice(1)).toEqual(Array(3).fill(Boolean(status)));
    }
  });
});
