import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;
const cho = "cho@contoso.example";

function setUp() {
  const graph = createTestGraph();
  graph.emulator.directory.addUser({ userPrincipalName: cho, displayName: "Cho Lin" });
  const { chat } = graph.emulator.control;
  const oneOnOne = chat.addChat(ada, { members: [ben] });
  const group = chat.addChat(ben, { members: [ada, cho], topic: "Roof" });
  const meeting = chat.addChat(cho, { type: "meeting", members: [ada], topic: "Weekly" });
  return { ...graph, chat, oneOnOne, group, meeting, idOf: (name: string) => graph.emulator.directory.user(name)!.id };
}
function expectRefusal(id: RefusalId, response: TestResponse): void {
  const { status, code, message } = refusalTable[id];
  expect([response.status, response.body.error.code]).toEqual([status, code]);
  expect(response.body.error.message).toContain(message!.split("{")[0]);
}
const names = (response: TestResponse) => response.body.value.map(({ id }: { id: string }) => id);
const newestFirst = "$orderby=lastMessagePreview/createdDateTime desc";

describe("the list of chats", () => {
  it("contains all three types, with members and the last message if expanded", async () => {
    const { client, chat, oneOnOne, group, meeting, clock } = setUp();
    await clock.advance(1000);
    chat.say(ben, oneOnOne, "Hello");
    const me = await client(ada, "Chat.Read");
    const plain = await me.get("/me/chats");
    expect(plain.body.value.map(({ id, chatType, topic }: any) => [id, chatType, topic])).toEqual([
      [oneOnOne, "oneOnOne", null],
      [group, "group", "Roof"],
      [meeting, "meeting", "Weekly"],
    ]);
    expect(plain.body["@odata.count"]).toBe(3);
    expect(plain.body.value[0]).not.toHaveProperty("members");
    const full = (await me.get("/me/chats?$expand=members,lastMessagePreview")).body.value;
    expect(full[0].members.map(({ displayName, email }: any) => [displayName, email])).toEqual([
      ["Ada Reed", ada],
      ["Ben Ito", ben],
    ]);
    expect(full[0].lastMessagePreview).toMatchObject({
      isDeleted: false,
      messageType: "message",
      body: { contentType: "text", content: "Hello" },
    });
    expect(full[2].onlineMeetingInfo.organizer.displayName).toBe("Cho Lin");
    expect((await me.get(`/me/chats/${oneOnOne}?$expand=members`)).body.members).toHaveLength(2);
  });

  it("can be ordered by the last message only", async () => {
    const { client, chat, oneOnOne, group, meeting, clock } = setUp();
    await clock.advance(1000);
    chat.say(ben, group, "One");
    await clock.advance(1000);
    chat.say(ben, oneOnOne, "Two");
    const me = await client(ada, "Chat.Read");
    expect(names(await me.get(`/me/chats?${newestFirst}`))).toEqual([oneOnOne, group, meeting]);
    expect(names(await me.get(`/me/chats?$top=1&$expand=lastMessagePreview&${newestFirst}`))).toEqual([oneOnOne]);
    for (const order of ["lastMessagePreview/createdDateTime", "lastUpdatedDateTime desc", "topic desc"])
      expectRefusal("chat-orderby", await me.get(`/me/chats?$orderby=${order}`));
    expectRefusal("chat-expand", await me.get("/me/chats?$expand=messages"));
  });

  it("puts chats without a message at the end", async () => {
    const { client, chat, oneOnOne, group, meeting } = setUp();
    chat.say(ada, group, "One");
    expect(names(await (await client(ada, "Chat.Read")).get(`/me/chats?${newestFirst}`))).toEqual([group, meeting, oneOnOne]);
  });

  it("has 20 chats per page by default and at most 50, and can be filtered", async () => {
    const { client, chat, emulator } = setUp();
    for (let number = 0; number < 30; number++) chat.addChat(ada, { members: [ben, cho], topic: `Group ${number}` });
    const me = await client(ada, "Chat.Read");
    const first = (await me.get(`/me/chats?${newestFirst}`)).body;
    expect(first.value).toHaveLength(20);
    const second = (await me.get(first["@odata.nextLink"])).body;
    expect([second.value.length, second["@odata.nextLink"]]).toEqual([13, undefined]);
    expect((await me.get("/me/chats?$top=50")).body.value).toHaveLength(33);
    expectRefusal("chat-top-maximum", await me.get("/me/chats?$top=51"));
    expect((await me.get("/me/chats?$filter=topic eq 'Roof'")).body.value).toHaveLength(1);
    expect((await me.get("/me/chats?$filter=chatType eq 'oneOnOne'")).body.value).toHaveLength(1);
    const withBen = "$expand=members&$filter=members/any(o: o/displayname eq 'Ben Ito')&$top=50";
    expect((await me.get(`/me/chats?${withBen}`)).body.value).toHaveLength(32);
    expect(emulator.control.chat.chats(cho)).toHaveLength(32);
  });

  it("contains only one's own chats, for work accounts with the permission", async () => {
    const { client } = setUp();
    const me = await client(ada, "Chat.Read");
    expect((await me.get(`/users/${ada}/chats`)).status).toBe(200);
    expectRefusal("chat-other-user", await me.get(`/users/${ben}/chats`));
    expectRefusal("personal-not-available", await (await client(pat, "User.Read")).get("/me/chats"));
    expectRefusal("scope-missing-teams", await (await client(ada, "User.Read")).get("/me/chats"));
    const basic = await client(ada, "Chat.ReadBasic");
    expect((await basic.get("/me/chats?$expand=members")).status).toBe(200);
    expectRefusal("chat-preview-permission", await basic.get("/me/chats?$expand=lastMessagePreview"));
    for (const path of ["/me/chats/getAllMessages"]) expect((await me.get(path)).status, "chat-all-messages").toBe(403);
  });
});

describe("a chat that is refused", () => {
  it("is listed, but requests below it fail with 403 or 404", async () => {
    const { client, chat, group, emulator } = setUp();
    emulator.directory.addTenant({ domain: "fabrikam.example" });
    emulator.directory.addUser({ userPrincipalName: "eve@fabrikam.example" });
    const guest = chat.addChat("eve@fabrikam.example", { members: [ada], tenant: "fabrikam.example" });
    chat.refuse(guest, 403);
    chat.refuse(group, 404);
    const me = await client(ada, "Chat.Read", "ChatMessage.Send");
    expect(names(await me.get("/me/chats"))).toEqual(expect.arrayContaining([guest, group]));
    for (const path of ["", "/members", "/messages"]) {
      expectRefusal("chat-not-a-member", await me.get(`/chats/${guest}${path}`));
      expectRefusal("chat-unknown", await me.get(`/chats/${group}${path}`));
    }
    const message = { body: { content: "Hi" } };
    expectRefusal("chat-not-a-member", await me.send("POST", `/chats/${guest}/messages`, message));
    expectRefusal("chat-unknown", await me.send("POST", "/chats/19:nothing@thread.v2/messages", message));
    chat.refuse(guest, null);
    expect((await me.get(`/chats/${guest}/messages`)).status).toBe(200);
  });

  it("returns 403 to users who are not members", async () => {
    const { client, chat } = setUp();
    const othersChat = chat.addChat(ben, { members: [cho] });
    expectRefusal("chat-not-a-member", await (await client(ada, "Chat.Read")).get(`/chats/${othersChat}`));
  });
});

describe("creating a chat", () => {
  const member = (user: string, role = "owner") => ({
    "@odata.type": "#microsoft.graph.aadUserConversationMember",
    roles: [role],
    "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')`,
  });

  it('"chat-create-one-on-one-again": returns an existing oneOnOne chat, but always creates a new group chat', async () => {
    const { client, oneOnOne, idOf } = setUp();
    const me = await client(ada, "Chat.Create");
    const again = await me.send("POST", "/chats", { chatType: "oneOnOne", members: [member(ada), member(idOf(ben))] });
    expect([again.status, again.body.id]).toEqual([201, oneOnOne]);
    const group = { chatType: "group", topic: "Garden", members: [member(ada), member(ben), member(cho)] };
    const [first, second] = [await me.send("POST", "/chats", group), await me.send("POST", "/chats", group)];
    expect([first.status, first.body.topic]).toEqual([201, "Garden"]);
    expect(first.body.id).not.toBe(second.body.id);
  });

  it("requires all members, including the caller, and accepts a topic for groups only", async () => {
    const { client } = setUp();
    const me = await client(ada, "Chat.Create");
    const create = (body: object) => me.send("POST", "/chats", body);
    expectRefusal("chat-create-members", await create({ chatType: "oneOnOne", members: [member(ben), member(cho)] }));
    expectRefusal("chat-create-members", await create({ chatType: "oneOnOne", members: [member(ada)] }));
    expectRefusal("chat-create-members", await create({ chatType: "group", members: [member(ada), member(ben, "")] }));
    expectRefusal("chat-create-members", await create({ chatType: "group" }));
    expectRefusal("chat-create-topic", await create({ chatType: "oneOnOne", topic: "x", members: [member(ada), member(ben)] }));
    expect((await create({ chatType: "meeting", members: [] })).status).toBe(400);
    expect((await create({ chatType: "group", members: [member(ada), member("nobody@contoso.example")] })).status).toBe(404);
    expectRefusal("scope-missing-teams", await (await client(ada, "Chat.Read")).send("POST", "/chats", {}));
  });

  it("renames a group, adds and removes members, and records each change in the chat", async () => {
    const { client, chat, group, idOf, clock } = setUp();
    const me = await client(ada, "Chat.ReadWrite", "ChatMember.ReadWrite");
    await clock.advance(1000);
    expect((await me.send("PATCH", `/chats/${group}`, { topic: "Attic" })).body.topic).toBe("Attic");
    const members = (await me.get(`/chats/${group}/members`)).body.value;
    const choMember = members.find(({ userId }: any) => userId === idOf(cho));
    expect((await me.get(`/chats/${group}/members/${choMember.id}`)).body.displayName).toBe("Cho Lin");
    expect((await me.send("DELETE", `/chats/${group}/members/${choMember.id}`)).status).toBe(204);
    expect(chat.chats(cho).some(({ id }) => id === group)).toBe(false);
    expect((await me.send("POST", `/chats/${group}/members`, member(cho))).status).toBe(201);
    const details = (await me.get(`/chats/${group}/messages`)).body.value.map(
      ({ eventDetail }: any) => eventDetail["@odata.type"].split(".")[2],
    );
    expect(details).toEqual([
      "membersAddedEventMessageDetail",
      "membersDeletedEventMessageDetail",
      "chatRenamedEventMessageDetail",
      "membersAddedEventMessageDetail",
    ]);
    expect((await me.send("POST", `/chats/${group}/markChatReadForUser`, {})).status).toBe(204);
  });
});
