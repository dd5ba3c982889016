import { createEmulator } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { ada, callService, createMailHost, deliverToAda, mailControl, requestCounts } from "../../test/email.fixture.ts";

it("list-folders: lists paths that other services accept, also below one folder", async () => {
  await using t = await createMailHost();
  mailControl(t).addFolder(ada, "Bills", "inbox");
  mailControl(t).addFolder(ada, "2026", "Inbox/Bills");
  mailControl(t).addFolder(ada, "A/B", "inbox");
  mailControl(t).addMessage(ada, "Inbox/Bills/2026", { subject: "Power" });
  const { folders, truncated } = await callService(t, "list-folders", {});
  expect(truncated).toBe(false);
  expect(folders).toContainEqual({ path: "Inbox/Bills/2026", unread: 1, total: 1 });
  expect(await callService(t, "list-messages", { folder: "Inbox/Bills/2026" })).toMatchObject({ messages: [{ subject: "Power" }] });
  for (const { path } of folders) await callService(t, "list-messages", { folder: path });
  const below = await callService(t, "list-folders", { folder: "Inbox/Bills" });
  expect(below.folders).toEqual([{ path: "Inbox/Bills/2026", unread: 1, total: 1 }]);
  await expect(callService(t, "list-folders", { folder: "None" })).rejects.toMatchObject({ code: "input-invalid" });
});

it.each([
  ["de-DE", "Archive"],
  ["en-GB", "Archiv"],
  ["en-GB", "archivo"],
  ["en-GB", "Posteingang/Bills"],
  ["de-DE", "Bandeja de entrada/Bills"],
  ["fr-FR", "Boite de reception"],
])("finds in a mailbox of %s the folder %s", async (locale, folder) => {
  const emulator = createEmulator();
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: "uwe@contoso.example", displayName: "Uwe", locale });
  await using t = await createMailHost({ emulator, user: "uwe@contoso.example" });
  mailControl(t).addFolder("uwe@contoso.example", "Bills", "inbox");
  expect(await callService(t, "list-messages", { folder })).toMatchObject({ messages: [] });
  await expect(callService(t, "list-messages", { folder: `${folder}/None` })).rejects.toMatchObject({ code: "input-invalid" });
});

it("create-folder: creates a folder and those above it, and can be repeated", async () => {
  await using t = await createMailHost();
  const paths = async () => (await callService(t, "list-folders", {})).folders.map(({ path }: { path: string }) => path);
  const first = await callService(t, "create-folder", { folder: "inbox/Trips/Rome" });
  expect(first.created).toBe(true);
  expect(await callService(t, "create-folder", { folder: "Inbox/trips/rome" })).toEqual({ id: first.id, created: false });
  expect((await callService(t, "create-folder", { folder: "Taxes" })).created).toBe(true);
  expect(await paths()).toEqual(expect.arrayContaining(["Inbox/Trips", "Inbox/Trips/Rome", "Taxes"]));
  await expect(callService(t, "create-folder", { folder: "Inbox//Rome" })).rejects.toMatchObject({ code: "input-invalid" });
  deliverToAda(t);
  await callService(t, "move", { where: { subjectIs: "News" }, folder: "Inbox/Trips/Rome" });
  expect(await callService(t, "list-messages", { folder: "Inbox/Trips/Rome" })).toMatchObject({ messages: [{ subject: "News" }] });
});

it("find-people: finds people by parts of names and addresses, most frequent first, without a request", async () => {
  await using t = await createMailHost();
  deliverToAda(t, { from: "Zoë Müller <zoe@elsewhere.example>" });
  deliverToAda(t, { from: "Zoe Adams <adams@elsewhere.example>" });
  deliverToAda(t, { from: "Zoe Adams <Adams@elsewhere.example>" });
  deliverToAda(t, { from: "plain@nowhere.example" });
  await t.advance("30s");
  const before = requestCounts(t);
  const find = async (query: string, more: object = {}) =>
    (await callService(t, "find-people", { query, ...more })).people.map(({ address }: { address: string }) => address.toLowerCase());
  expect(await find("zoe")).toEqual(["adams@elsewhere.example", "zoe@elsewhere.example"]);
  expect(await find("muller, ZOE")).toEqual(["zoe@elsewhere.example"]);
  expect(await find("plain@nowhere.example")).toEqual(["plain@nowhere.example"]);
  expect(await find("nobody")).toEqual([]);
  expect(await callService(t, "find-people", { query: "zoe", maxItems: 1 })).toMatchObject({
    people: [{ name: "Zoe Adams", messages: 2, lastMessage: expect.stringContaining("2026-03-02T08:00") }],
    truncated: true,
  });
  expect(requestCounts(t)).toEqual(before);
});
