import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben } = testUsers;

async function setUp() {
  const graph = createTestGraph();
  const { chat } = graph.emulator.control;
  const id = chat.addChat(ben, { type: "group", topic: "Roof", members: [ada] });
  const me = await graph.client(ada, "Chat.Read", "ChatMessage.Send");
  await graph.clock.advance(1000);
  return { ...graph, chat, id, me, path: `/chats/${id}/messages` };
}
function expectRefusal(id: RefusalId, response: TestResponse): void {
  const { status, code, message } = refusalTable[id];
  expect([response.status, response.body.error.code]).toEqual([status, code]);
  expect(response.body.error.message).toContain(message!.split("{")[0]);
}
const contents = ({ body }: TestResponse) => body.value.map((message: any) => message.body.content);

describe("messages", () => {
  it("are returned newest first, 20 per page by default and at most 50", async () => {
    const { chat, id, me, path, clock } = await setUp();
    for (let number = 0; number < 60; number++) {
      chat.say(ben, id, `Message ${number}`);
      await clock.advance(1000);
    }
    const first = await me.get(path);
    expect([first.body.value.length, contents(first)[0]]).toEqual([20, "Message 59"]);
    expect(contents(await me.get(first.body["@odata.nextLink"]))[0]).toBe("Message 39");
    expect((await me.get(`${path}?$top=50`)).body.value).toHaveLength(50);
    expectRefusal("chat-top-maximum", await me.get(`${path}?$top=51`));
    for (const order of ["createdDateTime", "lastModifiedDateTime asc", "subject desc"])
      expectRefusal("chat-message-orderby", await me.get(`${path}?$orderby=${order}`));
  });

  it("can be edited, deleted, and restored by their author only", async () => {
    const { client, chat, id, path, clock } = await setUp();
    const [author, other] = [await client(ada, "Chat.ReadWrite"), await client(ben, "Chat.ReadWrite")];
    const { body: message } = await author.send("POST", path, { body: { content: "Tea at five" }, importance: "high" });
    await clock.advance(1000);
    expectRefusal("chat-message-of-another", await other.send("PATCH", `${path}/${message.id}`, { body: { content: "Tea at six" } }));
    expect((await author.send("PATCH", `${path}/${message.id}`, { body: { content: "Tea at six" } })).status).toBe(204);
    const edited = (await other.get(`${path}/${message.id}`)).body;
    expect(edited).toMatchObject({ body: { content: "Tea at six" }, importance: "high", lastEditedDateTime: "2026-03-02T08:00:02.000Z" });
    expectRefusal("chat-message-empty", await author.send("PATCH", `${path}/${message.id}`, { body: { content: " " } }));

    const deletion = (user: string, action: string) => `/users/${user}${path}/${message.id}/${action}`;
    expectRefusal("chat-message-of-another", await other.send("POST", deletion(ben, "softDelete")));
    expectRefusal("chat-other-user", await author.send("POST", deletion(ben, "softDelete")));
    expect((await (await client(ada, "Chat.Read")).send("POST", deletion(ada, "softDelete"))).status).toBe(403);
    expect((await author.send("POST", deletion(ada, "softDelete"))).status).toBe(204);
    expect(chat.messages(id).at(-1)).toMatchObject({ deleted: true });
    expectRefusal("chat-edit-deleted", await author.send("PATCH", `${path}/${message.id}`, { body: { content: "Never mind" } }));
    expect((await author.send("POST", deletion(ada, "undoSoftDelete"))).status).toBe(204);
    expect((await other.get(`${path}/${message.id}`)).body).toMatchObject({ body: { content: "Tea at six" }, deletedDateTime: null });
  });

  it("chat-write-below-me", async () => {
    const { id, me } = await setUp();
    expectRefusal("chat-write-below-me", await me.send("POST", `/me/chats/${id}/messages`, { body: { content: "Hello" } }));
  });

  it("can be filtered by time if the order uses the same property", async () => {
    const { chat, id, me, path, clock } = await setUp();
    const old = chat.say(ben, id, "Old");
    await clock.advance(60_000);
    chat.say(ben, id, "New");
    const since = "2026-03-02T08:00:30Z";
    const modified = `$orderby=lastModifiedDateTime desc&$filter=lastModifiedDateTime gt ${since}`;
    expect(contents(await me.get(`${path}?${modified}`))).toEqual(["New"]);
    expect(contents(await me.get(`${path}?${modified} and lastModifiedDateTime lt 2026-03-02T08:00:31Z`))).toEqual([]);
    expect(contents(await me.get(`${path}?$orderby=createdDateTime desc&$filter=createdDateTime lt ${since}`))).toEqual([
      "Old",
      "<systemEventMessage/>",
    ]);
    expectRefusal("chat-message-filter", await me.get(`${path}?$orderby=createdDateTime desc&$filter=createdDateTime gt ${since}`));
    const all = ["New", "Old", "<systemEventMessage/>"];
    expect(contents(await me.get(`${path}?$filter=lastModifiedDateTime gt ${since}`)), "chat-message-filter-ignored").toEqual(all);
    // Editing a message moves it to the front of this order.
    await clock.advance(1000);
    chat.editMessage(id, old, "Older");
    expect(contents(await me.get(path))).toEqual(["Older", "New", "<systemEventMessage/>"]);
    expect(contents(await me.get(`${path}?$orderby=createdDateTime desc`))).toEqual(["New", "Older", "<systemEventMessage/>"]);
  });

  it('"chat-system-type-hidden": hide the type of system events by default', async () => {
    const { me, path } = await setUp();
    const [hidden] = (await me.get(path)).body.value;
    expect(hidden).toMatchObject({ messageType: "unknownFutureValue", from: null, body: { content: "<systemEventMessage/>" } });
    const [named] = (await me.get(path, { prefer: "include-unknown-enum-members" })).body.value;
    expect(named.messageType).toBe("systemEventMessage");
  });

  it('"chat-deleted-message": stay in the list without content when deleted', async () => {
    const { chat, id, me, path } = await setUp();
    const message = chat.say(ben, id, { html: '<at id="0">Ada</at>', mentions: [ada] });
    chat.deleteMessage(id, message);
    const deleted = (await me.get(`${path}/${message}`)).body;
    expect(deleted).toMatchObject({ body: { contentType: "html", content: "" }, mentions: [] });
    expect(deleted.deletedDateTime).not.toBeNull();
    const [listed] = (await me.get("/me/chats?$expand=lastMessagePreview")).body.value;
    expect(listed.lastMessagePreview).toMatchObject({ id: message, isDeleted: true, body: { content: "" } });
    expect((await me.get(`${path}/1`)).status).toBe(404);
  });

  it("in the same millisecond have different ids", async () => {
    const { chat, id } = await setUp();
    const [first, second] = [chat.say(ben, id, "One"), chat.say(ben, id, "Two")];
    expect(Number(second) - Number(first)).toBe(1);
    expect(chat.messages(id).map(({ content }) => content)).toEqual(["<systemEventMessage/>", "One", "Two"]);
  });
});

describe("sending a chat message", () => {
  it("accepts text and HTML, importance, and subject", async () => {
    const { me, path, chat, id } = await setUp();
    const sent = await me.send("POST", path, { body: { content: "Hello" } });
    expect([sent.status, sent.body.body, sent.body.from.user.displayName]).toEqual([
      201,
      { contentType: "text", content: "Hello" },
      "Ada Reed",
    ]);
    const html = await me.send("POST", path, {
      body: { contentType: "HTML", content: "<b>Hi</b>" },
      importance: "urgent",
      subject: "Roof",
    });
    expect(html.body).toMatchObject({ body: { contentType: "html" }, importance: "urgent", subject: "Roof" });
    expect(chat.messages(id).at(-1)).toMatchObject({ from: "Ada Reed", content: "<b>Hi</b>", deleted: false });
    for (const body of [{}, { body: {} }, { body: { content: " " } }])
      expectRefusal("chat-message-empty", await me.send("POST", path, body));
    expect((await me.send("POST", path, { body: { contentType: "markdown", content: "x" } })).status).toBe(400);
  });

  it("accepts mentions and requires a marker for each", async () => {
    const { me, path, emulator } = await setUp();
    const user = { id: emulator.directory.user(ben)!.id, displayName: "Ben Ito" };
    const mention = (id: number) => ({ id, mentionText: "Ben Ito", mentioned: { user } });
    const send = (content: string, mentions: object[]) => me.send("POST", path, { body: { contentType: "html", content }, mentions });
    const sent = await send('Hi <at id="0">Ben</at>', [mention(0)]);
    expect(sent.body.mentions[0]).toMatchObject({ id: 0, mentionText: "Ben Ito", mentioned: { user } });
    expectRefusal("chat-mention-marker", await send('Hi <at id="0">Ben</at>', [mention(1)]));
    expectRefusal("chat-mention-marker", await send("Hi Ben", [mention(0)]));
    expectRefusal("chat-mention-marker", await send('Hi <at id="0">Ben</at>', []));
  });

  it("gives each picture a URL, without content", async () => {
    const { me, path } = await setUp();
    const sent = await me.send("POST", path, {
      body: { contentType: "html", content: '<img src="../hostedContents/1/$value">' },
      hostedContents: [{ "@microsoft.graph.temporaryId": "1", contentBytes: "iVBO", contentType: "image/png" }],
    });
    const contents = (await me.get(`${path}/${sent.body.id}/hostedContents`)).body.value;
    expect(contents).toEqual([{ id: expect.any(String), contentBytes: null, contentType: null }]);
    expect(sent.body.body.content).toContain(`/hostedContents/${contents[0].id}/$value`);
    expect((await me.get(`${path}/${sent.body.id}/hostedContents/${contents[0].id}`)).status).toBe(200);
    expect((await me.get(`${path}/${sent.body.id}/hostedContents/x`)).status).toBe(404);
  });

  it("keeps one reaction of each user", async () => {
    const { me, path, chat, id } = await setUp();
    const message = chat.say(ben, id, "Look");
    for (const reactionType of ["like", "💘"])
      expect((await me.send("POST", `${path}/${message}/setReaction`, { reactionType })).status).toBe(204);
    const reactions = async () => (await me.get(`${path}/${message}`)).body.reactions.map(({ reactionType }: any) => reactionType);
    expect(await reactions()).toEqual(["💘"]);
    await me.send("POST", `${path}/${message}/unsetReaction`, { reactionType: "💘" });
    expect(await reactions()).toEqual([]);
  });

  it("needs only ChatMessage.Send", async () => {
    const graph = await setUp();
    expectRefusal("scope-missing-teams", await (await graph.client(ada, "Chat.Read")).send("POST", graph.path, { body: { content: "x" } }));
    expect((await (await graph.client(ada, "ChatMessage.Send")).send("POST", graph.path, { body: { content: "x" } })).status).toBe(201);
  });

  it("shows the name of an app that sent a message", async () => {
    const { chat, id, me, path } = await setUp();
    chat.say(ben, id, { text: "Build is green", app: "Builder" });
    const [message] = (await me.get(path)).body.value;
    expect(message.from).toMatchObject({ application: { displayName: "Builder" }, user: null });
  });
});
