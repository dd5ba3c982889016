import { describe, expect, it } from "vitest";
import { createTestGraph, graphRoot, type TestClient, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

/** Reads all pages from `path` to the delta link. */
async function readDeltaRound(
  client: TestClient,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ items: any[]; link: string; pages: number }> {
  const items: any[] = [];
  for (let pages = 1, next = path; ; pages++) {
    const { status, body } = await client.get(next, headers);
    expect(status).toBe(200);
    items.push(...body.value);
    if (body["@odata.deltaLink"]) return { items, link: body["@odata.deltaLink"], pages };
    next = body["@odata.nextLink"];
  }
}

const delta = "/me/mailFolders('inbox')/messages/delta?$select=subject,isRead";

describe("ids", () => {
  it("are translated between their formats", async () => {
    const graph = createTestGraph();
    const id = graph.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
    const client = await graph.client(ada, "User.ReadBasic.All", "Mail.Read", "Calendars.Read");
    const translate = (inputIds: string[], sourceIdType: string, targetIdType: string) =>
      client.send("POST", "/me/translateExchangeIds", { inputIds, sourceIdType, targetIdType });
    const immutable = (await client.get(`/me/messages/${id}?$select=id`, { prefer: 'IdType="ImmutableId"' })).body.id;
    const { body } = await translate([id, "nope"], "restId", "restImmutableEntryId");
    expect(body.value).toEqual([
      { sourceId: id, targetId: immutable },
      { sourceId: "nope", errorDetails: { code: "ErrorInvalidIdMalformed", message: "Id is malformed." } },
    ]);
    expect((await translate([immutable], "restImmutableEntryId", "restId")).body.value).toEqual([{ sourceId: immutable, targetId: id }]);
    const [{ targetId: ews }] = (await translate([id], "restId", "ewsId")).body.value;
    expect([/[-_]/.test(ews), (await translate([ews], "ewsId", "restId")).body.value[0].targetId]).toEqual([false, id]);
    const { contacts, calendar } = graph.emulator.control;
    const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
    const recurrence = { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd" } };
    const times = { start: at("2026-03-02T09:00:00"), end: at("2026-03-02T10:00:00") };
    const series = calendar.createEvent(ada, { subject: "Daily", ...times, recurrence });
    const [occurrence] = calendar.view(ada, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z");
    const others = [contacts.add(ada, { givenName: "Grace" }), series.id, occurrence!.id];
    const translated = (await translate(others, "restId", "restImmutableEntryId")).body.value;
    expect(translated).toEqual(others.map((other) => ({ sourceId: other, targetId: other })));
    expect((await translate([id], "restId", "entryId")).status).toBe(501);
    expect((await translate([id], "restId", "other")).status).toBe(400);
    const many = await translate(Array(1001).fill(id), "restId", "ewsId");
    expect([many.status, many.body.error.code, "translate-ids-maximum"]).toEqual([400, "ErrorInvalidRequest", "translate-ids-maximum"]);
  });
});

describe("messages", () => {
  it("are paged newest first by nextLink, which repeats the query", async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 25);
    const client = await graph.client(ada, "Mail.Read");
    const first = (await client.get("/me/mailFolders/inbox/messages?$select=subject&$count=true")).body;
    expect(first.value).toHaveLength(10);
    expect(first["@odata.count"]).toBe(25);
    expect(Object.keys(first.value[0]).sort()).toEqual(["@odata.etag", "id", "subject"]);
    expect(first.value[0].subject).toBe("Report 1");
    const second = (await client.get(first["@odata.nextLink"])).body;
    const third = (await client.get(second["@odata.nextLink"])).body;
    expect([second.value.length, third.value.length, third["@odata.nextLink"]]).toEqual([10, 5, undefined]);
    expect(new Set([first, second, third].flatMap(({ value }) => value.map(({ id }: { id: string }) => id))).size).toBe(25);
  });

  it("can be filtered, sorted, searched, and counted", async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 30);
    const client = await graph.client(ada, "Mail.Read");
    const subjects = async (query: string) =>
      (await client.get(`/me/messages?${query}`)).body.value.map(({ subject }: { subject: string }) => subject);
    expect(await subjects("$filter=isRead eq false and contains(subject,'3')")).toEqual(["Report 3", "Report 30"]);
    expect(await subjects("$orderby=receivedDateTime asc&$top=2&$skip=1")).toEqual(["Report 29", "Report 28"]);
    expect(await subjects('$search="from:emma \\"number 4\\""')).toEqual(["Report 4"]);
    expect(await subjects("$filter=from/emailAddress/address eq 'ada.reed@example.com'&$top=1")).toEqual(["Report 5"]);
    expect((await client.get("/me/mailFolders/inbox/messages/$count")).body).toBe("30");
    expect((await client.get("/me/messages?$filter=colour eq 'red'")).body.error.message).toContain(
      "Could not find a property named 'colour'",
    );
    expect((await client.get("/me/messages?$select=colour")).status).toBe(400);
  });

  it("have a text body when the client prefers text", async () => {
    const graph = createTestGraph();
    const id = graph.emulator.control.mail.addMessage(ada, "inbox", {
      body: { contentType: "html", content: "<style>p{}</style><p>Tea &amp; cake</p>" },
    });
    const client = await graph.client(ada, "Mail.Read");
    expect((await client.get(`/me/messages/${id}`)).body.body.contentType).toBe("html");
    const text = await client.get(`/me/messages/${id}`, { prefer: 'outlook.body-content-type="text"' });
    expect(text.body.body).toEqual({ contentType: "text", content: "Tea & cake" });
    const plain = graph.emulator.control.mail.addMessage(ada, "inbox", { body: { contentType: "text", content: "a < b\nc" } });
    const html = await client.get(`/me/messages/${plain}`, { prefer: 'outlook.body-content-type="html"' });
    expect(html.body.body).toEqual({ contentType: "html", content: "<html><body>a &lt; b<br>\r\nc</body></html>" });
  });

  it("can be marked as read, and move to Deleted Items before they are deleted permanently", async () => {
    const graph = createTestGraph();
    const id = graph.emulator.control.mail.addMessage(ada, "inbox", { subject: "Hello" });
    const client = await graph.client(ada, "Mail.ReadWrite");
    const marked = await client.send("PATCH", `/me/messages/${id}`, {
      isRead: true,
      flag: { flagStatus: "flagged" },
      categories: ["Blue"],
    });
    expect(marked.body).toMatchObject({ isRead: true, flag: { flagStatus: "flagged" }, categories: ["Blue"] });
    expect((await client.send("PATCH", `/me/messages/${id}`, { subject: "Other" })).body.error.code).toBe("ErrorInvalidPropertySet");
    expect((await client.send("DELETE", `/me/messages/${id}`)).status).toBe(204);
    const [binned] = (await client.get("/me/mailFolders/deleteditems/messages")).body.value;
    expect(binned.subject).toBe("Hello");
    await client.send("DELETE", `/me/messages/${binned.id}`);
    expect((await client.get("/me/messages")).body.value).toEqual([]);
  });

  it("are sent to users of the directory, and a copy is kept", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Mail.Send", "Mail.Read");
    const message = {
      subject: "Lunch?",
      body: { contentType: "text", content: "Noon." },
      toRecipients: [{ emailAddress: { address: ben } }],
    };
    expect((await client.send("POST", "/me/sendMail", { message })).status).toBe(202);
    expect((await client.get("/me/mailFolders/sentitems/messages")).body.value).toHaveLength(1);
    const got = (await (await graph.client(ben, "Mail.Read")).get("/me/mailFolders/inbox/messages")).body.value;
    expect(got[0]).toMatchObject({ subject: "Lunch?", isRead: false, from: { emailAddress: { address: ada } } });
    expect((await client.send("POST", "/me/sendMail", { message: {} })).status).toBe(400);
  });
});

describe("message delta", () => {
  it("returns 2,000 messages page by page, then only changes", async () => {
    const graph = createTestGraph();
    const { mail } = graph.emulator.control;
    mail.addMany(ada, "inbox", 2_000);
    const client = await graph.client(ada, "Mail.ReadWrite");
    const first = await readDeltaRound(client, delta, { prefer: "odata.maxpagesize=500" });
    expect([first.items.length, first.pages, new Set(first.items.map(({ id }) => id)).size]).toEqual([2_000, 4, 2_000]);

    const idle = await readDeltaRound(client, first.link);
    expect([idle.items, idle.link]).toEqual([[], first.link]);

    const [one, two, three] = first.items;
    mail.changeMessage(ada, one.id, { isRead: true });
    mail.moveMessage(ada, two.id, "archive");
    mail.removeMessage(ada, three.id);
    const added = mail.addMessage(ada, "inbox", { subject: "New" });
    const { items } = await readDeltaRound(client, first.link);
    expect(items).toEqual([
      { "@odata.type": "#microsoft.graph.message", "@odata.etag": expect.any(String), id: one.id, subject: one.subject, isRead: true },
      { id: two.id, "@removed": { reason: "deleted" } },
      { id: three.id, "@removed": { reason: "deleted" } },
      { "@odata.type": "#microsoft.graph.message", "@odata.etag": expect.any(String), id: added, subject: "New", isRead: false },
    ]);
  });

  it("reports changes and removals that happened during the first round, but not earlier removals", async () => {
    const graph = createTestGraph();
    const { mail } = graph.emulator.control;
    mail.addMany(ada, "inbox", 5);
    mail.removeMessage(ada, mail.addMessage(ada, "inbox", { subject: "Before" }));
    const client = await graph.client(ada, "Mail.Read");
    const page = (await client.get(delta, { prefer: "odata.maxpagesize=3" })).body;
    const [removed, changed] = page.value;
    mail.removeMessage(ada, removed.id);
    mail.changeMessage(ada, changed.id, { subject: "Changed" });
    const rest = await readDeltaRound(client, page["@odata.nextLink"], { prefer: "odata.maxpagesize=3" });
    expect(rest.items.map((item) => item.subject ?? item["@removed"].reason)).toEqual([
      expect.any(String),
      expect.any(String),
      "deleted",
      "Changed",
    ]);
  });

  it("keeps immutable ids when a message moves, and filters by receivedDateTime", async () => {
    const graph = createTestGraph();
    const { mail } = graph.emulator.control;
    mail.addMany(ada, "inbox", 3);
    const client = await graph.client(ada, "Mail.Read");
    const prefer = { prefer: 'IdType="ImmutableId"' };
    const first = await readDeltaRound(client, delta, prefer);
    const id = (await client.get("/me/messages")).body.value[0].id;
    const moved = mail.moveMessage(ada, id, "archive");
    const inArchive = await readDeltaRound(client, delta.replace("inbox", "archive"), prefer);
    const left = await readDeltaRound(client, first.link, prefer);
    expect(left.items).toEqual([{ id: inArchive.items[0].id, "@removed": { reason: "deleted" } }]);
    expect(moved).not.toBe(id);
    const recent = await readDeltaRound(client, `${delta}&$filter=receivedDateTime ge 2026-03-02T07:58:30Z`);
    expect(recent.items).toHaveLength(0);
    mail.addMessage(ada, "inbox", { subject: "Now" });
    expect((await readDeltaRound(client, recent.link)).items).toHaveLength(1);
  });

  it("limits the number of removed items that a collection remembers", async () => {
    const { Collection } = await import("../../protocol/store/collection.ts");
    let made = 0;
    const items = new Collection<number>({ now: () => new Date(0), newId: () => `id-${++made}`, tombstones: 2 });
    const ids = [1, 2, 3, 4].map((value) => items.add(value).key);
    for (const id of ids.slice(0, 3)) items.remove(id);
    expect([items.size, items.floor, [...items.after(0)].map(({ value }) => value)]).toEqual([1, 5, [4, 2, 3]]);
  });
});

describe("mail folders", () => {
  it("are listed, counted, and created, and accept well-known names as ids", async () => {
    const graph = createTestGraph();
    const { mail } = graph.emulator.control;
    mail.addMany(ada, "inbox", 3);
    const client = await graph.client(ada, "Mail.ReadWrite");
    const made = await client.send("POST", "/me/mailFolders/inbox/childFolders", { displayName: "Bills" });
    expect(made.body).toMatchObject({ displayName: "Bills", totalItemCount: 0 });
    expect((await client.get("/me/mailFolders/Inbox")).body).toMatchObject({
      displayName: "Inbox",
      totalItemCount: 3,
      unreadItemCount: 1,
      childFolderCount: 1,
    });
    const filter = encodeURIComponent("displayName eq 'Bills'");
    expect((await client.get(`/me/mailFolders/inbox/childFolders?$filter=${filter}&$top=1`)).body.value).toHaveLength(1);
    expect((await client.get("/me/mailFolders")).body.value.map(({ displayName }: { displayName: string }) => displayName)).toContain(
      "Sent Items",
    );
    const top = (await client.get("/me/mailFolders/msgfolderroot/childFolders?$top=50")).body.value;
    expect(top).toEqual((await client.get("/me/mailFolders?$top=50")).body.value);
    expect(top[0].parentFolderId).toBe((await client.get("/me/mailFolders/msgfolderroot")).body.id);
    expect((await client.get("/me/mailFolders/nothing")).body.error.code).toBe("ErrorInvalidIdMalformed");
  });
});

describe("links", () => {
  it("use the host that the client used, also behind a proxy", async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 2);
    const client = await graph.client(ada, "Mail.Read");
    const link = async (base: string, headers: Record<string, string> = {}) =>
      (await client.get(`${base}/me/messages?$top=1`, headers)).body["@odata.nextLink"];
    expect(await link(graphRoot)).toContain("https://graph.microsoft.com/v1.0/me/messages?$top=1&$skip=1");
    expect(await link("https://127.0.0.1:8366/v1.0")).toMatch(/^https:\/\/127\.0\.0\.1:8366\/v1\.0\/me/);
    const forwarded = { "x-forwarded-host": "graph.example.com", "x-forwarded-proto": "https" };
    expect(await link("https://127.0.0.1:8366/v1.0", forwarded)).toMatch(/^https:\/\/graph\.example\.com\/v1\.0\/me/);
  });
});
