import { describe, expect, it } from "vitest";
import { createMailTest, deliverMail, expectRefusal } from "../../../test/areas/mail/mail-test.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;
const subjectsOf = ({ body }: { body: any }) => body.value.map(({ subject }: { subject: string }) => subject).sort();

describe("$search", () => {
  const setUp = async () => {
    const test = await createMailTest();
    const add = (subject: string, more: object = {}) => test.mail.addMessage(ada, "inbox", { subject, ...more });
    const from = (address: string, name: string) => ({ from: { emailAddress: { address, name } } });
    add("Budget 2026", {
      ...from("cleo@far.example", "Cleo Voss"),
      body: { contentType: "html", content: "<p>The <b>second draft</b></p>" },
    });
    add("Holiday", { ...from(ben, "Ben Ito"), importance: "high", receivedDateTime: "2026-02-01T10:00:00Z" });
    const withPlan = add("Kitchen", { toRecipients: [{ emailAddress: { address: "dan@far.example", name: "Dan" } }] });
    test.mail.addAttachment(ada, withPlan, { name: "budget.xlsx", content: "1" });
    return { ...test, find: async (query: string) => subjectsOf(await test.me.get(`/me/messages?$search=${encodeURIComponent(query)}`)) };
  };

  it("finds words and phrases anywhere, or in the named property", async () => {
    const { find } = await setUp();
    expect(await find('"budget"')).toEqual(["Budget 2026", "Kitchen"]);
    expect(await find("budget")).toEqual(["Budget 2026", "Kitchen"]);
    expect(await find('"subject:budget"')).toEqual(["Budget 2026"]);
    expect(await find('"from:ben"')).toEqual(["Holiday"]);
    expect(await find('"to:dan@far.example"')).toEqual(["Kitchen"]);
    expect(await find('"body:\\"second draft\\""')).toEqual(["Budget 2026"]);
    expect(await find('"attachment:budget.xlsx"')).toEqual(["Kitchen"]);
    expect(await find('"hasAttachments:true"')).toEqual(["Kitchen"]);
    expect(await find('"importance:high"')).toEqual(["Holiday"]);
    expect(await find('"received>=2026-03-01"')).toEqual(["Budget 2026", "Kitchen"]);
    expect(await find('"received<2026-02-02"')).toEqual(["Holiday"]);
    expect(await find('"received:2026-01-31..2026-02-01"')).toEqual(["Holiday"]);
    expect(await find('"received:today"')).toEqual(["Budget 2026", "Kitchen"]);
  });

  it("supports AND, OR, NOT, minus, and parentheses", async () => {
    const { find } = await setUp();
    expect(await find('"budget subject:kitchen"')).toEqual(["Kitchen"]);
    expect(await find('"budget AND NOT subject:kitchen"')).toEqual(["Budget 2026"]);
    expect(await find('"budget -subject:kitchen"')).toEqual(["Budget 2026"]);
    expect(await find('"from:ben OR from:cleo"')).toEqual(["Budget 2026", "Holiday"]);
    expect(await find('"(from:ben OR from:cleo) importance:high"')).toEqual(["Holiday"]);
    expect(await find('"nothing"')).toEqual([]);
  });

  it("mail-search-limit", async () => {
    const { mail, me } = await createMailTest();
    mail.addMany(ada, "inbox", 1010);
    const query = '/me/mailFolders/inbox/messages?$search="report"&$select=subject&$count=true&$top=600';
    const first = (await me.get(query)).body;
    const second = (await me.get(first["@odata.nextLink"])).body;
    expect([first["@odata.count"], first.value.length, second.value.length, second["@odata.nextLink"]]).toEqual([
      1000,
      600,
      400,
      undefined,
    ]);
    expect(first.value[0].subject).toBe("Report 1");
  });

  it("names the invalid character and its position", async () => {
    const { me } = await setUp();
    expectRefusal("mail-search-quotes", await me.get("/me/messages?$search=from:ben"));
    expect((await me.get("/me/messages?$search=from:ben")).body.error.message).toContain("character ':' is not valid at position 4");
  });
});

describe("with Mail.ReadBasic", () => {
  it("Graph returns no body, preview, or attachment: not by $select, $expand, $filter, delta, or Prefer", async () => {
    const graph = createTestGraph();
    const { mail } = graph.emulator.control;
    const id = mail.addMessage(ada, "inbox", { subject: "One", body: { contentType: "text", content: "Secret" } });
    mail.addAttachment(ada, id, { name: "a.txt", content: "Secret" });
    const basic = await graph.client(ada, "Mail.ReadBasic");
    const text = { prefer: 'outlook.body-content-type="text"' };
    for (const path of [
      "/me/messages?$expand=attachments",
      "/me/messages?$select=subject,body,bodyPreview,uniqueBody",
      `/me/messages/${id}`,
      "/me/mailFolders/inbox/messages/delta",
    ]) {
      const response = await basic.get(path, text);
      expect([response.status, JSON.stringify(response.body)]).toEqual([200, expect.stringContaining("One")]);
      expect(JSON.stringify(response.body)).not.toMatch(/Secret|a\.txt|bodyPreview"/);
    }
    expectRefusal("mail-readbasic-search", await basic.get("/me/messages?$filter=contains(body/content,'Sec')"));
    expectRefusal("mail-readbasic-search", await basic.get("/me/messages/$count?$filter=contains(body/content,'Sec')"));
    const attached = "$filter=attachments/any(a:a/name eq 'a.txt')";
    expectRefusal("mail-readbasic-search", await basic.get(`/me/messages?${attached}`));
    for (const path of ["/$value", "/attachments"]) expect((await basic.get(`/me/messages/${id}${path}`)).status).toBe(403);
  });

  it("Graph returns no bodies of a shared mailbox; Mail.Read.Shared is needed for them", async () => {
    const graph = createTestGraph();
    const { mail, shares } = graph.emulator.control;
    shares.add(ben, ada, ["mail"]);
    mail.addMessage(ben, "inbox", { subject: "One", body: { contentType: "text", content: "Secret" } });
    const path = `/users/${ben}/mailFolders/inbox/messages`;
    const basic = await (await graph.client(ada, "Mail.ReadBasic.Shared", "Mail.Read")).get(path);
    expect([basic.status, basic.body.value[0].subject, basic.body.value[0].body]).toEqual([200, "One", undefined]);
    const full = await (await graph.client(ada, "Mail.Read.Shared")).get(path);
    expect(full.body.value[0].body.content).toBe("Secret");
    expect((await (await graph.client(ada, "Mail.Read")).get(path)).status).toBe(403);
  });
});

describe("a message", () => {
  it("internet-headers-select", async () => {
    const { mail, me } = await createMailTest();
    const id = deliverMail(mail, { from: "cleo@far.example", to: ada, text: "Hi", headers: { "x-spam": "no" } });
    const plain = (await me.get(`/me/messages/${id}`)).body;
    expect([plain.internetMessageHeaders, plain.uniqueBody]).toEqual([undefined, undefined]);
    const selected = (await me.get(`/me/messages/${id}?$select=internetMessageHeaders,uniqueBody`)).body;
    expect(selected.internetMessageHeaders).toContainEqual({ name: "x-spam", value: "no" });
    expect(selected.uniqueBody).toEqual({ contentType: "text", content: "Hi" });
  });

  it("flag-due-without-start: a due date needs a start date, and completing a flag records the time", async () => {
    const { mail, me } = await createMailTest();
    const path = `/me/messages/${mail.addMessage(ada, "inbox", {})}`;
    const day = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: "UTC" });
    expectRefusal(
      "flag-due-without-start",
      await me.send("PATCH", path, { flag: { flagStatus: "flagged", dueDateTime: day("2026-03-05") } }),
    );
    const flag = { flagStatus: "flagged", startDateTime: day("2026-03-04"), dueDateTime: day("2026-03-05") };
    expect((await me.send("PATCH", path, { flag })).body.flag).toEqual(flag);
    expect((await me.send("PATCH", path, { flag: { flagStatus: "complete" } })).body.flag).toMatchObject({
      flagStatus: "complete",
      completedDateTime: { timeZone: "UTC" },
    });
    expect((await me.send("PATCH", path, { flag: { flagStatus: "NotFlagged" } })).body.flag).toEqual({ flagStatus: "notFlagged" });
    expect((await me.send("PATCH", path, { flag: { flagStatus: "blue" } })).status).toBe(400);
    expect((await me.send("PATCH", path, { colour: "blue" })).status).toBe(400);
    expect((await me.send("PATCH", path, { importance: "urgent" })).status).toBe(400);
    expect((await me.send("PATCH", path, { importance: "Low", categories: ["Blue"] })).body).toMatchObject({ importance: "low" });
  });

  it("is copied with its attachments, and is permanently deleted from a folder below Deleted Items", async () => {
    const { mail, me } = await createMailTest();
    const id = mail.addMessage(ada, "inbox", { subject: "One" });
    mail.addAttachment(ada, id, { name: "a.txt", content: "a" });
    const copy = (await me.send("POST", `/me/messages/${id}/copy`, { destinationId: "archive" })).body;
    expect(copy.id).not.toBe(id);
    expect((await me.get(`/me/messages/${copy.id}/attachments`)).body.value).toHaveLength(1);
    expect((await me.send("POST", `/me/messages/${id}/copy`, { destinationId: "nowhere" })).status).toBe(400);
    mail.addFolder(ada, "Old", "deleteditems");
    const old = mail.moveMessage(ada, id, "Deleted Items/Old");
    await me.send("DELETE", `/me/messages/${old}`);
    expect(subjectsOf(await me.get("/me/messages"))).toEqual(["One"]);
    expect((await me.get(`/me/messages/${old}`)).status).toBe(404);
  });

  it("includes its attachments in every delta round that expands them", async () => {
    const { mail, me } = await createMailTest();
    const names = ({ body }: { body: any }) => body.value.map(({ attachments }: any) => attachments?.map(({ name }: any) => name));
    const first = await me.get("/me/mailFolders/inbox/messages/delta?$select=subject&$expand=attachments($select=name)");
    const id = mail.addMessage(ada, "inbox", { subject: "One" });
    mail.addAttachment(ada, id, { name: "a.txt", content: "a" });
    const second = await me.get(first.body["@odata.deltaLink"]);
    expect([names(first), names(second)]).toEqual([[], [["a.txt"]]]);
    expect(second.body.value[0].attachments[0]).not.toHaveProperty("contentBytes");
  });
});
