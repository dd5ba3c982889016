import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, announcedMessagesOf, ben, chatHost, cho, requestsOf } from "../test/chat.fixture.ts";
import { chatPlugin } from "./plugin.ts";

describe("the newest message", () => {
  it("is the one with the latest time in any chat", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.oneOnOne, { text: "Newer", at: "2026-03-02T07:50:00Z" });
    chat.say(cho, t.group, { text: "Older", at: "2026-03-02T07:40:00Z" });
    await t.signIn();
    // The group was created after both messages, which is a system message. Only what somebody wrote counts.
    expect(t.sensor("chat/chat")).toMatchObject({
      state: "2026-03-02T08:50:00+01:00",
      attributes: {
        content: "Newer",
        from: "Ben Ito",
        chatId: t.oneOnOne,
        chatType: "oneOnOne",
        own: false,
        members: ["Ada Byron", "Ben Ito"],
      },
    });
    expect(t.events.filter(({ type }) => type.startsWith("chat/"))).toEqual([]);
  });

  it("is null without messages, or if there are only system messages", async () => {
    await using t = await chatHost();
    await t.signIn();
    expect(t.sensor("chat/chat")).toMatchObject({ state: null, stale: false });
    expect(t.sensor("chat/chat").attributes).not.toHaveProperty("content");
  });

  it("is shown as text and as safe HTML", async () => {
    await using t = await chatHost();
    const html =
      '<p>Hi <at id="0">Ada</at></p><p>see <a href="javascript:x()" onclick="x()">this</a><script>x()</script><img src="https://x.example/1" alt="plan"></p>';
    t.emulator.control.chat.say(ben, t.oneOnOne, { html, mentions: [ada] });
    await t.signIn();
    const { content, contentHtml } = t.sensor("chat/chat").attributes;
    expect(content).toBe("Hi Ada\nsee thisplan");
    expect(contentHtml).toBe("<p>Hi Ada</p><p>see <a>this</a><span>plan</span></p>");
  });

  it("can be your own", async () => {
    await using t = await chatHost();
    await t.signIn();
    const announced = announcedMessagesOf(t);
    t.emulator.control.chat.say(ada, t.group, "From my phone");
    await t.advance("60s");
    expect(t.sensor("chat/chat").attributes).toMatchObject({ own: true, content: "From my phone", topic: "Roof" });
    expect(announced()).toEqual(["sent From my phone"]);
    expect(t.events.at(-1)?.payload).toMatchObject({ own: true, origin: "external" });
  });

  it("is edited, or replaced by the one before it if it is deleted", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.oneOnOne, { text: "First", at: "2026-03-02T07:40:00Z" });
    await t.signIn();
    const announced = announcedMessagesOf(t);
    const second = chat.say(ben, t.group, "Secnod");
    await t.advance("60s");
    chat.editMessage(t.group, second, "Second");
    await t.advance("60s");
    expect(t.sensor("chat/chat").attributes.content).toBe("Second");
    chat.deleteMessage(t.group, second);
    await t.advance("60s");
    expect(t.sensor("chat/chat").attributes).toMatchObject({ content: "First", chatId: t.oneOnOne });
    await t.advance("10m");
    expect(announced()).toEqual(["received Secnod"]);
  });

  it("can come from an app, and does not change with a later system message", async () => {
    await using t = await chatHost();
    await t.signIn();
    t.emulator.control.chat.say(ben, t.group, { text: "Build is green", app: "Builder" });
    await t.advance("60s");
    const { state, attributes } = t.sensor("chat/chat");
    expect(attributes).toMatchObject({ from: "Builder", own: false });
    t.emulator.control.chat.rename(ben, t.group, "Attic");
    await t.advance("60s");
    expect(t.sensor("chat/chat")).toMatchObject({ state, attributes: { from: "Builder" } });
    expect(t.sensor("chat/chat").attributes.chats).toMatchObject([{ topic: "Attic" }, {}]);
  });
});

describe("polling", () => {
  it("reads only the newest chat while there is no news", async () => {
    await using t = await chatHost();
    t.emulator.control.chat.say(ben, t.group, "Hello");
    await t.signIn();
    t.emulator.control.counters.reset();
    await t.advance("5m");
    expect(requestsOf(t)).toEqual({ "GET /me/chats": 5 });
    expect(t.emulator.control.counters.report().calls["GET /me/chats"]).toMatchObject({ items: 5 });
  });

  it("announces every message in order", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    await t.signIn();
    const announced = announcedMessagesOf(t);
    for (let number = 0; number < 70; number++) {
      chat.say(number % 7 ? ben : cho, number % 3 ? t.oneOnOne : t.group, String(number));
      await t.clock.advance(100);
    }
    await t.advance("60s");
    expect(announced()).toEqual(Array.from({ length: 70 }, (_, number) => `received ${number}`));
    await t.advance("10m");
    expect(announced()).toEqual([]);
  });

  it("announces a message once, even after a restart or if it arrived while the hub was off", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.oneOnOne, "Before");
    await t.signIn();
    const announced = announcedMessagesOf(t);
    chat.say(ben, t.oneOnOne, "While on");
    await t.advance("60s");
    expect(announced()).toEqual(["received While on"]);
    chat.say(cho, t.group, "While off");
    await t.clock.advance(3 * 3_600_000);
    await using again = await t.restart();
    await again.advance("5m");
    expect(again.events.filter(({ type }) => type.startsWith("chat/")).map(({ payload }: any) => payload.content)).toEqual(["While off"]);
  });

  it("never announces a message from before the first read, also not after the next sign-in", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.oneOnOne, "Old 1");
    await t.clock.advance(5_000);
    chat.say(ben, t.group, "Old 2");
    await t.clock.advance(5_000);
    await t.signIn();
    const announced = announcedMessagesOf(t);
    chat.say(ben, t.oneOnOne, "New 1");
    await t.advance("60s");
    expect(announced()).toEqual(["received New 1"]);
    await t.account.logout();
    chat.say(ben, t.oneOnOne, "Old 3");
    await t.clock.advance(1_000);
    chat.say(ben, t.oneOnOne, "Old 4");
    await t.clock.advance(1_000);
    await t.signIn();
    const again = announcedMessagesOf(t);
    chat.say(cho, t.group, "New 2");
    await t.advance("60s");
    chat.say(cho, t.group, "New 3");
    await t.advance("60s");
    expect(again()).toEqual(["received New 2", "received New 3"]);
  });

  it("announces a message that appears later than a newer one", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    await t.signIn();
    const announced = announcedMessagesOf(t);
    chat.say(ben, t.oneOnOne, "On time");
    const late = new Date(t.clock.now().getTime() - 2_000).toISOString();
    await t.advance("60s");
    chat.say(cho, t.group, { text: "Late", at: late });
    chat.say(ben, t.oneOnOne, "Next");
    await t.advance("60s");
    expect(announced()).toEqual(["received On time", "received Late", "received Next"]);
  });

  it("logs the interval, and refuses an invalid one", async () => {
    await using t = await chatHost();
    await t.signIn();
    expect(t.log.filter((line) => line.includes("every 60s, as set in `poll`"))).not.toEqual([]);
    for (const poll of ["5s", "0m", "often", "1m30s"]) await expect(chatHost({ poll })).rejects.toMatchObject({ code: "config-invalid" });
  });
});

describe("members and chats", () => {
  it("are read when they change and on rescan, not in every round", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.group, "Hello");
    await t.signIn();
    expect(t.sensor("chat/chat").attributes.chats).toMatchObject([
      { id: t.group, type: "group", topic: "Roof", members: ["Ben Ito", "Ada Byron", "Cho Lin"] },
      { id: t.oneOnOne, type: "oneOnOne", title: "Ben Ito", members: ["Ada Byron", "Ben Ito"] },
    ]);
    chat.removeMember(ben, t.group, cho);
    await t.advance("60s");
    expect(t.sensor("chat/chat").attributes.members).toEqual(["Ben Ito", "Ada Byron"]);
    chat.addChat(ada, { members: [cho] });
    await t.advance("60s");
    expect(t.sensor("chat/chat").attributes.chats).toHaveLength(2);
    await t.account.rescan();
    expect(t.sensor("chat/chat").attributes.chats).toHaveLength(3);
    // A new message in a known chat does not cause a read of its members.
    chat.say(ben, t.group, "One");
    await t.advance("60s");
    t.emulator.control.counters.reset();
    chat.say(ben, t.group, "Two");
    await t.advance("60s");
    expect(requestsOf(t)).toEqual({ "GET /me/chats": 2, "GET /chats/{chat}/messages": 1 });
  });

  it("needs two requests when it reads because something changed: the first already shows which chats have news", async () => {
    await using t = await chatHost();
    const { chat, counters } = t.emulator.control;
    chat.say(ben, t.group, "Old");
    await t.advance("10m");
    await t.signIn();
    await t.advance("1m");
    chat.say(ben, t.group, "Known");
    await t.advance("10m");
    const announced = announcedMessagesOf(t);
    counters.reset();
    chat.say(ben, t.group, "New");
    await t.account.refresh("chat/chat");
    expect(requestsOf(t)).toEqual({ "GET /me/chats": 1, "GET /chats/{chat}/messages": 1 });
    expect(announced()).toEqual(["received New"]);
  });

  it("lose a chat that the user left, and its message", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.oneOnOne, { text: "Still here", at: "2026-03-02T07:00:00Z" });
    await t.signIn();
    const announced = announcedMessagesOf(t);
    chat.say(ben, t.group, "Go away");
    await t.advance("60s");
    chat.removeMember(ben, t.group, ada);
    await t.advance("60s");
    await t.account.rescan();
    expect(t.sensor("chat/chat").attributes).toMatchObject({ content: "Still here", chats: [{ id: t.oneOnOne }] });
    expect(announced()).toEqual(["received Go away"]);
  });

  it("are limited to maxItems, and `truncated` is set", async () => {
    await using t = await chatHost({ poll: "60s", maxItems: 3 });
    for (let number = 0; number < 60; number++) t.emulator.control.chat.addChat(ada, { members: [ben, cho], topic: String(number) });
    await t.signIn();
    expect(t.sensor("chat/chat").attributes.chats).toHaveLength(3);
    expect(t.sensor("chat/chat").attributes.truncated).toBe(true);
  });
});

describe("a chat that cannot be read", () => {
  it.each([403, 404] as const)("does not affect other chats if Graph returns %i", async (status) => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    await t.signIn();
    const announced = announcedMessagesOf(t);
    chat.refuse(t.group, status);
    chat.say(cho, t.group, "You cannot read me");
    await t.clock.advance(1000);
    chat.say(ben, t.oneOnOne, "Hello");
    await t.advance("60s");
    expect(announced()).toEqual(["received You cannot read me", "received Hello"]);
    expect(t.sensor("chat/chat")).toMatchObject({ stale: false, attributes: { content: "Hello" } });
    chat.rename(ben, t.group, "Attic");
    await t.advance("60s");
    expect(t.sensor("chat/chat")).toMatchObject({ stale: false, attributes: { content: "Hello" } });
  });

  it("does not affect the first read", async () => {
    await using t = await chatHost();
    const { chat } = t.emulator.control;
    chat.say(ben, t.oneOnOne, { text: "Hello", at: "2026-03-02T07:00:00Z" });
    chat.refuse(t.group, 403);
    await t.signIn();
    expect(t.sensor("chat/chat")).toMatchObject({ stale: false, attributes: { content: "Hello" } });
  });

  it("is read after an outage", async () => {
    await using t = await chatHost();
    await t.signIn();
    const announced = announcedMessagesOf(t);
    t.emulator.control.chat.say(ben, t.oneOnOne, "Hello");
    t.emulator.control.faults.add({ path: "*/messages*", status: 503 });
    await t.advance("2m");
    t.emulator.control.faults.clear();
    expect(announced()).toEqual([]);
    await t.advance("10m");
    expect(announced()).toEqual(["received Hello"]);
  });
});

it("is not available for a personal account", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: chatPlugin }], account: { accountType: "personal" } });
  expect(t.account.status().plugins[0]).toMatchObject({ access: "off", reason: expect.stringContaining("work or school account") });
});
