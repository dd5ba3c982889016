import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;
const person = { givenName: "Grace", surname: "Hopper", emailAddresses: [{ address: "grace@navy.example", name: "Grace" }] };

async function setUp() {
  const graph = createTestGraph();
  return { graph, contacts: graph.emulator.control.contacts, me: await graph.client(ada, "Contacts.ReadWrite") };
}

function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  expect([status, body.error.code]).toEqual([refusalTable[id].status, refusalTable[id].code]);
}

describe("contacts", () => {
  it("are created with derived names, read, changed, and deleted", async () => {
    const { me } = await setUp();
    const { status, body } = await me.send("POST", "/me/contacts", person);
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ ...person, displayName: "Grace Hopper", fileAs: "Hopper, Grace", homePhones: [] }),
    ]);
    const path = `/me/contacts/${body.id}`;
    const changed = await me.send("PATCH", path, { jobTitle: "Admiral", surname: null }, { "if-match": body["@odata.etag"] });
    expect(changed.body).toMatchObject({ jobTitle: "Admiral", surname: null, displayName: "Grace Hopper" });
    expectRefusal("etag-mismatch", await me.send("PATCH", path, { jobTitle: "x" }, { "if-match": body["@odata.etag"] }));
    expect((await me.get(path)).body).toEqual({ "@odata.context": expect.any(String), ...changed.body });
    expect((await me.send("DELETE", path)).status).toBe(204);
    expect((await me.get(path)).status).toBe(404);
    expect((await me.get("/me/contacts/nope")).body.error.code).toBe("ErrorInvalidIdMalformed");
  });

  it("are filtered, sorted, selected, counted, and refuse what they do not have", async () => {
    const { me, contacts } = await setUp();
    contacts.add(ada, person);
    contacts.add(ada, { displayName: "Edsger Dijkstra" });
    const filter = encodeURIComponent("emailAddresses/any(a:a/address eq 'grace@navy.example')");
    expect((await me.get(`/me/contacts?$filter=${filter}&$select=displayName`)).body.value).toEqual([
      { "@odata.etag": expect.any(String), id: expect.any(String), displayName: "Grace Hopper" },
    ]);
    expect((await me.get("/me/contacts?$orderby=displayName&$count=true")).body).toMatchObject({
      "@odata.count": 2,
      value: [{ displayName: "Edsger Dijkstra" }, { displayName: "Grace Hopper" }],
    });
    expect((await me.get("/me/contacts?$select=colour")).status).toBe(400);
    expect((await me.send("POST", "/me/contacts", { colour: "red" })).body.error.code).toBe("RequestBodyRead");
    expect((await me.send("POST", "/me/contacts", { givenName: 1 })).status).toBe(400);
    expect((await me.send("POST", "/me/contacts", { homePhones: "1" })).status).toBe(400);
  });

  it("report changes by delta, with the removed ones", async () => {
    const { me, contacts, graph } = await setUp();
    const first = contacts.add(ada, person);
    const second = contacts.add(ada, { displayName: "Edsger" });
    const start = await me.get("/me/contactFolders/contacts/contacts/delta?$select=displayName", { prefer: "odata.maxpagesize=1" });
    expect(["contact-folder-well-known-name", start.body.value]).toEqual([
      "contact-folder-well-known-name",
      [expect.objectContaining({ id: first })],
    ]);
    const end = await me.get(start.body["@odata.nextLink"]);
    expect(end.body.value).toMatchObject([{ id: second }]);
    contacts.change(ada, second, { displayName: "Edsger W." });
    contacts.remove(ada, first);
    const round = await me.get(end.body["@odata.deltaLink"]);
    expect(round.body.value).toEqual([
      expect.objectContaining({ id: second, displayName: "Edsger W." }),
      { id: first, "@removed": { reason: "deleted" } },
    ]);
    expect((await me.get(round.body["@odata.deltaLink"])).body.value).toEqual([]);
    graph.emulator.control.delta.expire(ada);
    expect((await me.get(round.body["@odata.deltaLink"])).status).toBe(410);
    expectRefusal("contact-delta-options", await me.get("/me/contactFolders/contacts/contacts/delta?$orderby=displayName"));
  });

  it("are private, also in the tenant, and are there for personal accounts", async () => {
    const { graph, contacts, me } = await setUp();
    contacts.add(pat, person);
    expect((await (await graph.client(pat, "Contacts.Read")).get("/me/contacts")).body.value).toHaveLength(1);
    expectRefusal("other-mailbox-hidden", await me.get(`/users/${ben}/contacts`));
    expectRefusal("other-mailbox-hidden", await me.get(`/users/${ben}/contactFolders`));
    const reader = await graph.client(ada, "Contacts.Read");
    expect((await reader.send("POST", "/me/contacts", person)).status).toBe(403);
    expect((await (await graph.client(ada, "User.Read")).get("/me/contacts")).status).toBe(403);
  });
});

describe("contact folders", () => {
  it("are created, listed without the default one, renamed, and deleted with their contents", async () => {
    const { me } = await setUp();
    const { body: choir } = await me.send("POST", "/me/contactFolders", { displayName: "Choir" });
    const { body: altos } = await me.send("POST", `/me/contactFolders/${choir.id}/childFolders`, { displayName: "Altos" });
    expectRefusal("folder-exists", await me.send("POST", "/me/contactFolders", { displayName: "choir" }));
    const { body: contact } = await me.send("POST", `/me/contactFolders/${altos.id}/contacts`, person);
    expect(contact.parentFolderId).toBe(altos.id);
    expect((await me.get("/me/contacts")).body.value).toEqual([]);
    expect((await me.get(`/me/contactFolders/${altos.id}/contacts/${contact.id}`)).status).toBe(200);
    expect((await me.get(`/me/contactFolders/${choir.id}/contacts/${contact.id}`)).status).toBe(404);
    const { value } = (await me.get("/me/contactFolders")).body;
    expect(["contact-default-folder-unlisted", value]).toEqual([
      "contact-default-folder-unlisted",
      [{ id: choir.id, parentFolderId: expect.any(String), displayName: "Choir" }],
    ]);
    const root = (await me.get("/me/contactFolders/contacts")).body;
    expect([root.displayName, root.id]).toEqual(["Contacts", value[0].parentFolderId]);
    expect((await me.send("PATCH", `/me/contactFolders/${choir.id}`, { displayName: "Singers" })).body.displayName).toBe("Singers");
    expectRefusal("folder-distinguished", await me.send("PATCH", "/me/contactFolders/contacts", { displayName: "People" }));
    expectRefusal("folder-distinguished", await me.send("DELETE", "/me/contactFolders/contacts"));
    const delta = (await me.get("/me/contactFolders/delta")).body;
    expect((await me.send("DELETE", `/me/contactFolders/${choir.id}`)).status).toBe(204);
    expect((await me.get(`/me/contacts/${contact.id}`)).status).toBe(404);
    expect((await me.get(delta["@odata.deltaLink"])).body.value.map((folder: any) => folder["@removed"])).toEqual([
      { reason: "deleted" },
      { reason: "deleted" },
    ]);
  });
});
