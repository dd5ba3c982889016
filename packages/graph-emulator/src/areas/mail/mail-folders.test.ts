import { describe, expect, it } from "vitest";
import { createMailTest, expectRefusal } from "../../../test/areas/mail/mail-test.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;
const names = ({ body }: { body: any }) => body.value.map(({ displayName }: { displayName: string }) => displayName);

describe("mail folders", () => {
  it("can be nested, count their messages, and can be hidden", async () => {
    const { mail, me } = await createMailTest();
    mail.addFolder(ada, "Projects", "inbox");
    mail.addFolder(ada, "Kitchen", "Inbox/Projects");
    for (const isRead of [true, false, false]) mail.addMessage(ada, "Inbox/Projects/Kitchen", { isRead });
    const projects = (await me.get("/me/mailFolders/inbox/childFolders")).body.value[0];
    expect(projects).toMatchObject({ displayName: "Projects", childFolderCount: 1, totalItemCount: 0 });
    const [kitchen] = (await me.get(`/me/mailFolders/${projects.id}/childFolders`)).body.value;
    expect(kitchen).toMatchObject({ displayName: "Kitchen", parentFolderId: projects.id, totalItemCount: 3, unreadItemCount: 2 });
    await me.send("POST", "/me/mailFolders", { displayName: "Secret", isHidden: true });
    expect(names(await me.get("/me/mailFolders?$top=20"))).not.toContain("Secret");
    expect(names(await me.get("/me/mailFolders?$top=20&includeHiddenFolders=true"))).toContain("Secret");
    const expanded = (await me.get("/me/mailFolders?$top=20&$expand=childFolders")).body.value;
    expect(expanded.find(({ displayName }: any) => displayName === "Inbox").childFolders).toMatchObject([{ displayName: "Projects" }]);
    expect(names(await me.get(`/me/mailFolders?$filter=${encodeURIComponent("displayName eq 'inbox'")}`))).toEqual(["Inbox"]);
  });

  it("have names in the language of the mailbox, while well-known names stay the same", async () => {
    const graph = createTestGraph();
    const jonas = "jonas@contoso.example";
    graph.emulator.directory.addUser({ userPrincipalName: jonas, locale: "de-DE" });
    const client = await graph.client(jonas, "Mail.Read");
    expect((await client.get("/me/mailFolders/inbox")).body.displayName).toBe("Posteingang");
    expect(names(await client.get("/me/mailFolders"))).toContain("Gesendete Elemente");
    expect((await client.get("/me/mailFolders/Posteingang")).status).toBe(400);
  });

  it("can be renamed and deleted, first into Deleted Items, except for well-known folders", async () => {
    const { mail, me } = await createMailTest();
    const id = mail.addFolder(ada, "Bills");
    mail.addMessage(ada, "Bills", { subject: "One" });
    expect((await me.send("PATCH", `/me/mailFolders/${id}`, { displayName: "Paid" })).body.displayName).toBe("Paid");
    expectRefusal("folder-exists", await me.send("POST", "/me/mailFolders", { displayName: "paid" }));
    expectRefusal("folder-exists", await me.send("PATCH", `/me/mailFolders/${id}`, { displayName: "Inbox" }));
    expectRefusal("folder-distinguished", await me.send("PATCH", "/me/mailFolders/inbox", { displayName: "In" }));
    expectRefusal("folder-distinguished", await me.send("DELETE", "/me/mailFolders/inbox"));
    expect((await me.send("DELETE", `/me/mailFolders/${id}`)).status).toBe(204);
    expect(names(await me.get("/me/mailFolders/deleteditems/childFolders"))).toEqual(["Paid"]);
    await me.send("DELETE", `/me/mailFolders/${id}`);
    expect((await me.get(`/me/mailFolders/${id}`)).status).toBe(404);
    expect((await me.get("/me/messages")).body.value).toEqual([]);
  });

  it("can be moved and copied with everything in them", async () => {
    const { mail, me } = await createMailTest();
    const bills = mail.addFolder(ada, "Bills");
    const paid = mail.addFolder(ada, "Paid", "Bills");
    mail.addMessage(ada, "Bills/Paid", { subject: "Water" });
    const copied = await me.send("POST", `/me/mailFolders/${bills}/copy`, { destinationId: "archive" });
    expect([copied.status, copied.body.displayName, copied.body.childFolderCount]).toEqual([201, "Bills", 1]);
    const [copiedPaid] = (await me.get(`/me/mailFolders/${copied.body.id}/childFolders`)).body.value;
    expect([copiedPaid.id === paid, copiedPaid.totalItemCount]).toEqual([false, 1]);
    const moved = await me.send("POST", `/me/mailFolders/${paid}/move`, { destinationId: "inbox" });
    expect([moved.status, moved.body.id]).toEqual([201, paid]);
    expect(names(await me.get("/me/mailFolders/inbox/childFolders"))).toEqual(["Paid"]);
    expectRefusal("folder-exists", await me.send("POST", `/me/mailFolders/${bills}/copy`, { destinationId: "archive" }));
    expectRefusal("folder-into-itself", await me.send("POST", `/me/mailFolders/${bills}/move`, { destinationId: bills }));
    expectRefusal("folder-distinguished", await me.send("POST", "/me/mailFolders/drafts/move", { destinationId: "inbox" }));
    expectRefusal("exchange-id-malformed", await me.send("POST", `/me/mailFolders/${bills}/move`, { destinationId: "Nowhere" }));
  });

  it("support delta for the whole folder tree", async () => {
    const { mail, me } = await createMailTest();
    const pages = async (path: string): Promise<{ items: any[]; link: string }> => {
      const { body } = await me.get(path);
      if (body["@odata.deltaLink"]) return { items: body.value, link: body["@odata.deltaLink"] };
      const { items, link } = await pages(body["@odata.nextLink"]);
      return { items: [...body.value, ...items], link };
    };
    for (const option of ["$top=5", "$filter=displayName eq 'Inbox'", "$orderby=displayName", '$search="x"'])
      expectRefusal("folder-delta-options", await me.get(`/me/mailFolders/delta?${option}`));
    const first = await pages("/me/mailFolders/delta?$select=displayName");
    expect(first.items.map(({ displayName }) => displayName)).toContain("Inbox");
    const kitchen = mail.addFolder(ada, "Kitchen", "inbox");
    const second = await pages(first.link);
    expect(second.items).toEqual([{ id: kitchen, displayName: "Kitchen" }]);
    await me.send("PATCH", `/me/mailFolders/${kitchen}`, { displayName: "Bath" });
    expect((await pages(second.link)).items).toEqual([{ id: kitchen, displayName: "Bath" }]);
    for (let times = 0; times < 2; times++) await me.send("DELETE", `/me/mailFolders/${kitchen}`);
    expect((await pages(second.link)).items).toEqual([{ id: kitchen, "@removed": { reason: "deleted" } }]);
  });

  it("of a shared mailbox can be read with the .Shared permission only", async () => {
    const graph = createTestGraph();
    graph.emulator.control.shares.add(ben, ada, ["mail"]);
    graph.emulator.control.mail.addFolder(ben, "Team");
    const client = await graph.client(ada, "Mail.ReadBasic.Shared");
    expect(names(await client.get(`/users/${ben}/mailFolders?$top=20`))).toContain("Team");
    expect((await client.send("POST", `/users/${ben}/mailFolders`, { displayName: "x" })).status).toBe(403);
  });
});
