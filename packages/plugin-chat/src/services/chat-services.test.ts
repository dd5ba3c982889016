import { describe, expect, it } from "vitest";
import { ada, announcedMessagesOf, ben, chatHost, cho, requestsOf } from "../../test/chat.fixture.ts";
import { chatPlugin } from "../plugin.ts";

describe("send-message", () => {
  it("sends a text, which the sensor shows immediately and an event announces with the origin casement", async () => {
    await using t = await chatHost({});
    await t.signIn();
    const output: any = await t.account.call("chat/send-message", { chat: t.group, message: "Coffee?\nNow" });
    expect(output).toEqual({ id: expect.any(String), chatId: t.group });
    expect(t.emulator.control.chat.messages(t.group).at(-1)).toMatchObject({
      from: "Ada Byron",
      content: "Coffee?\nNow",
      contentType: "text",
    });
    expect(t.events.at(-1)).toMatchObject({
      type: "chat/message-sent",
      payload: { id: output.id, chatId: t.group, topic: "Roof", own: true, origin: "casement", contentHtml: "Coffee?<br />Now" },
    });
    expect(t.sensor("chat/chat").attributes.content).toBe("Coffee?\nNow");
  });

  it("uses sendTo without a chat, and says what to do if neither is given", async () => {
    await using t = await chatHost();
    await t.signIn();
    const notify = async (host: typeof t) => (await host.host.services()).find(({ id }) => id === "chat/send-message")?.notify;
    expect(await notify(t)).toBeUndefined();
    await expect(t.account.call("chat/send-message", { message: "Hello" })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringMatching(/^chat: is required\. .*list-chats.*sendTo/),
    });
    const again = await t.restart({ plugins: [{ plugin: chatPlugin, config: { sendTo: t.group } }] });
    await using configured = Object.assign(again, { oneOnOne: t.oneOnOne, group: t.group });
    expect(await notify(configured)).toBe("message");
    await configured.account.call("chat/send-message", { message: "Hello @Ben Ito", mentions: ["Ben Ito"] });
    expect(configured.emulator.control.chat.messages(t.group).at(-1)?.content).toBe('Hello <at id="0">Ben Ito</at>');
  });

  it("refuses what is longer than Teams accepts, with the number, and sends nothing", async () => {
    await using t = await chatHost();
    await t.signIn();
    const before = t.emulator.control.chat.messages(t.group).length;
    const send = (message: string, more: object = {}) => t.account.call("chat/send-message", { chat: t.group, message, ...more });
    // Two bytes each.
    for (const [message, more] of [
      ["é".repeat(14_337), {}],
      ["<".repeat(10_000), { mentions: [ben] }],
    ] as const)
      await expect(send(message, more)).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringMatching(/^message: takes \d+ bytes; Teams accepts 28672 bytes/),
      });
    expect(t.emulator.control.chat.messages(t.group)).toHaveLength(before);
    await send("é".repeat(14_336));
    expect(t.emulator.control.chat.messages(t.group)).toHaveLength(before + 1);
  });

  it("sends HTML, importance and subject", async () => {
    await using t = await chatHost();
    await t.signIn();
    await t.account.call("chat/send-message", {
      chat: t.group,
      message: "<b>Now</b>",
      contentType: "html",
      importance: "urgent",
      subject: "Roof",
    });
    expect(t.emulator.control.chat.messages(t.group).at(-1)).toMatchObject({ content: "<b>Now</b>", contentType: "html" });
    expect(t.sensor("chat/chat").attributes).toMatchObject({ importance: "urgent", subject: "Roof", content: "Now" });
  });

  it("mentions members by name, address or ID", async () => {
    await using t = await chatHost();
    await t.signIn();
    const last = () => t.emulator.control.chat.messages(t.group).at(-1);
    await t.account.call("chat/send-message", { chat: t.group, message: "5 < 6, @Ben Ito?", mentions: [ben] });
    expect(last()).toMatchObject({ contentType: "html", content: '5 &lt; 6, <at id="0">Ben Ito</at>?' });
    await t.account.call("chat/send-message", {
      chat: t.group,
      message: "Look",
      mentions: ["Cho Lin", t.emulator.directory.user(ben)!.id],
    });
    expect(last()?.content).toBe('<at id="1">Ben Ito</at> <at id="0">Cho Lin</at> Look');
    await t.account.call("chat/send-message", {
      chat: t.group,
      message: '<p><at id="0">boss</at></p>',
      contentType: "html",
      mentions: ["cho lin"],
    });
    expect(last()?.content).toBe('<p><at id="0">boss</at></p>');
    await expect(t.account.call("chat/send-message", { chat: t.oneOnOne, message: "x", mentions: [cho] })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("mentions.0"),
    });
  });

  it("requests ChatMessage.Send, not Chat.ReadWrite", async () => {
    await using t = await chatHost();
    await t.signIn();
    expect((await t.account.scopes()).requested.filter((scope) => scope.startsWith("Chat"))).toEqual([
      "Chat.Create",
      "Chat.Read",
      "ChatMessage.Send",
    ]);
    await using reader = await t.restart({ account: { enableUpdate: false } });
    expect((await reader.account.scopes()).requested.filter((scope) => scope.startsWith("Chat"))).toEqual(["Chat.Read"]);
    await expect(reader.account.call("chat/send-message", { chat: t.group, message: "x" })).rejects.toMatchObject({
      code: "service-refused",
    });
  });

  it("fails for a chat that does not exist or cannot be read", async () => {
    await using t = await chatHost();
    await t.signIn();
    await expect(t.account.call("chat/send-message", { chat: "19:gone@thread.v2", message: "x" })).rejects.toMatchObject({
      code: "graph-not-found",
    });
    t.emulator.control.chat.refuse(t.group, 403);
    await expect(t.account.call("chat/send-message", { chat: t.group, message: "x" })).rejects.toMatchObject({ code: "graph-error" });
  });

  it("does not list the chats first", async () => {
    await using t = await chatHost({});
    await t.signIn();
    t.emulator.control.counters.reset();
    await t.account.call("chat/send-message", { chat: t.oneOnOne, message: "x" });
    expect(requestsOf(t)["POST /chats/{chat}/messages"]).toBe(1);
    expect(t.emulator.control.counters.report().calls["GET /me/chats"]!.items).toBeLessThan(5);
  });
});

describe("list-chats and list-messages", () => {
  it("list chats, newest first, and search by name", async () => {
    await using t = await chatHost({});
    const { chat } = t.emulator.control;
    await t.signIn();
    await t.clock.advance(1000);
    chat.say(ben, t.oneOnOne, "Hello");
    const { chats, truncated }: any = await t.account.call("chat/list-chats", {});
    expect([chats.map(({ id }: any) => id), truncated]).toEqual([[t.oneOnOne, t.group], false]);
    expect(chats[0]).toMatchObject({
      members: ["Ada Byron", "Ben Ito"],
      lastMessageAt: expect.stringMatching(/^2026-03-02T09:00:\d\d\+01:00$/),
    });
    expect(await t.account.call("chat/list-chats", { search: "cho" })).toMatchObject({ chats: [{ id: t.group }] });
    const first: any = await t.account.call("chat/list-chats", { maxItems: 1 });
    expect(first).toMatchObject({ truncated: true, chats: [{ id: t.oneOnOne }] });
    const second = await t.account.call("chat/list-chats", { maxItems: 1, cursor: first.cursor });
    expect(second).toEqual({ chats: [expect.objectContaining({ id: t.group })], truncated: false });
    await expect(t.account.call("chat/list-chats", { cursor: "x" })).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("say whether the last message was read, as Teams knows it", async () => {
    await using t = await chatHost({});
    const { chat } = t.emulator.control;
    await t.signIn();
    const isRead = async () => ((await t.account.call("chat/list-chats", {})) as any).chats.map((each: any) => each.isRead);
    await t.clock.advance(1000);
    chat.say(ben, t.oneOnOne, "Hello");
    expect((await isRead())[0]).toBe(false);
    await t.account.call("chat/send-message", { chat: t.oneOnOne, message: "Hi" });
    expect((await isRead())[0]).toBe(true);
    await t.clock.advance(1000);
    chat.say(ben, t.oneOnOne, "And?");
    await t.advance("1m");
    await t.account.rescan();
    expect((t.sensor("chat/chat").attributes as any).chats[0]).toMatchObject({ id: t.oneOnOne, isRead: false });
  });

  it("list what people wrote, also over several pages", async () => {
    await using t = await chatHost({});
    const { chat } = t.emulator.control;
    for (let number = 0; number < 130; number++)
      chat.say(ben, t.group, {
        text: String(number),
        at: `2026-03-01T00:${String(number % 60).padStart(2, "0")}:${number < 60 ? "00" : number < 120 ? "20" : "40"}Z`,
      });
    await t.signIn();
    const list = async (input: object): Promise<any> => t.account.call("chat/list-messages", { chat: t.group, ...input });
    expect((await list({})).messages).toHaveLength(20);
    const all = await list({ maxItems: 500 });
    expect([all.messages.length, all.truncated]).toEqual([130, false]);
    expect(await list({ maxItems: 1, before: "2026-03-01T01:00:30+01:00" })).toMatchObject({
      messages: [{ content: "60" }],
      truncated: true,
    });
    await expect(list({ before: "never" })).rejects.toMatchObject({ code: "input-invalid" });
    await expect(list({ before: "2026-03-29T02:30:00" })).rejects.toThrow("before: does not exist");
    expect(t.events.filter(({ type }) => type.startsWith("chat/"))).toEqual([]);
  });
});

describe("create-chat", () => {
  it("finds the chat of two people, or creates a group", async () => {
    await using t = await chatHost({});
    await t.signIn();
    expect(await t.account.call("chat/create-chat", { members: [ben] })).toEqual({ id: t.oneOnOne, type: "oneOnOne" });
    expect(await t.account.call("chat/create-chat", { members: [ada, ben] })).toMatchObject({ id: t.oneOnOne });
    const made: any = await t.account.call("chat/create-chat", { members: [ben, cho], topic: "It's a garden" });
    expect(made).toMatchObject({ type: "group", topic: "It's a garden" });
    expect(t.emulator.control.chat.chats(cho).map(({ id }) => id)).toContain(made.id);
    expect(t.sensor("chat/chat").attributes.chats).toMatchObject([{ id: made.id, members: ["Ada Byron", "Ben Ito", "Cho Lin"] }, {}, {}]);
    const announced = announcedMessagesOf(t);
    await t.account.call("chat/send-message", { chat: made.id, message: "Hi" });
    expect(announced()).toEqual(["sent Hi"]);
  });

  it("reads every address of a text, and refuses what is not an address", async () => {
    await using t = await chatHost({});
    await t.signIn();
    expect(await t.account.call("chat/create-chat", { members: [`"Ito, Ben" <${ben}>`] })).toMatchObject({ id: t.oneOnOne });
    const both = await t.account.call("chat/create-chat", { members: [`Ben Ito <${ben}>, Cho <${cho}>`] });
    expect(both).toMatchObject({ type: "group" });
    await expect(t.account.call("chat/create-chat", { members: [`${cho}, Ito, Ben <${ben}>`] })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("members.0: part 2 of 3 is not an email address"),
    });
  });

  it("accepts principal names with an apostrophe", async () => {
    await using t = await chatHost({});
    t.emulator.directory.addUser({ userPrincipalName: "dara.o'shea@contoso.example", displayName: "Dara O'Shea" });
    await t.signIn();
    expect(await t.account.call("chat/create-chat", { members: ["dara.o'shea@contoso.example"] })).toMatchObject({ type: "oneOnOne" });
  });
});

it("services accept other names of a field, mark texts as private, and say what they do with a chat", async () => {
  await using t = await chatHost({ poll: "60s", sendTo: "19:any@thread.v2" });
  await t.signIn();
  expect(await t.account.call("chat/send-message", { chatId: t.group, text: "Hello" })).toMatchObject({ chatId: t.group });
  const contents = ["content", "contentHtml"];
  expect((await t.host.plugins()).find(({ id }) => id === "chat")?.privatePaths).toEqual({
    sensors: { chat: contents },
    events: { "message-received": contents, "message-sent": contents },
  });
  const services = (await t.host.services()).filter(({ id }) => id.startsWith("chat/"));
  expect(services.map(({ id, effect, reachesOthers, item }) => [id, effect, reachesOthers, item?.does])).toEqual([
    ["chat/send-message", "add", "always", "act"],
    ["chat/list-chats", "read", "never", "list"],
    ["chat/list-messages", "read", "never", "open"],
    ["chat/create-chat", "add", "always", "add"],
  ]);
});
