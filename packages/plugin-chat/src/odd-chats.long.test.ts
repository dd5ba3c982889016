import { expect, it } from "vitest";
import { ada, announcedMessagesOf, ben, type ChatHost, chatHost, cho } from "../test/chat.fixture.ts";

/** Changes every object of Graph's responses that has this id. */
function rewrite(t: ChatHost, id: string, change: (value: any) => unknown): void {
  const { fetch } = t.emulator;
  const walk = (value: any): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const walked = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry)]));
    return value.id === id ? change(walked) : walked;
  };
  Object.assign(t.emulator, {
    async fetch(input: string, init: RequestInit): Promise<Response> {
      const response = await fetch(input, init);
      const text = await response.text();
      return new Response(/^[[{]/.test(text) ? JSON.stringify(walk(JSON.parse(text))) : text, response);
    },
  });
}

const properties = [
  "createdDateTime",
  "from",
  "body",
  "subject",
  "importance",
  "eventDetail",
  "deletedDateTime",
  "attachments",
  "messageType",
];
const values = [null, 42, "x", [null], { content: null, user: null }];

it.each(properties.flatMap((name) => values.map((value) => [name, value] as const)))(
  "a message with %s: %j stops neither the other chats nor later messages",
  async (name, value) => {
    await using t = await chatHost();
    await t.signIn();
    const announced = announcedMessagesOf(t);
    const id = t.emulator.control.chat.say(ben, t.oneOnOne, "Odd");
    rewrite(t, id, (message) => ({ ...message, [name]: value }));
    await t.advance("60s");
    t.emulator.control.chat.say(cho, t.group, "Later");
    await t.advance("60s");
    expect(announced().at(-1)).toBe("received Later");
    expect(t.sensor("chat/chat")).toMatchObject({ stale: false, attributes: { content: "Later" } });
    const { messages }: any = await t.account.call("chat/list-messages", { chat: t.oneOnOne });
    expect(Array.isArray(messages)).toBe(true);
  },
);

it("announces a message whose sender cannot be read", async () => {
  await using t = await chatHost();
  await t.signIn();
  const announced = announcedMessagesOf(t);
  const id = t.emulator.control.chat.say(ben, t.oneOnOne, "Odd");
  rewrite(t, id, (message) => ({ ...message, from: 42 }));
  await t.advance("60s");
  expect(announced()).toEqual(["received Odd"]);
});

it.each([
  ["members", [null, { userId: 7, displayName: null }]],
  ["members", "x"],
  ["topic", 5],
  ["chatType", null],
  ["webUrl", []],
  ["lastMessagePreview", "x"],
  ["id", null],
])("a chat with %s: %j stops no other chat", async (name, value) => {
  await using t = await chatHost();
  rewrite(t, t.oneOnOne, (chat) => ({ ...chat, [name]: value }));
  await t.signIn();
  t.emulator.control.chat.say(cho, t.group, "Well");
  await t.advance("60s");
  expect(t.sensor("chat/chat")).toMatchObject({ stale: false, attributes: { content: "Well" } });
  expect(await t.account.call("chat/list-chats", {})).toMatchObject({ truncated: false });
});

it("a chat without a readable ID does not hide news of others from a read on demand", async () => {
  await using t = await chatHost();
  const { chat } = t.emulator.control;
  const others = [chat.addChat(ben, { members: [ada, cho], topic: "Fence" }), chat.addChat(cho, { members: [ada, ben], topic: "Garden" })];
  await t.signIn();
  const announced = announcedMessagesOf(t);
  for (const [number, id] of [t.oneOnOne, ...others, t.group].entries()) {
    chat.say(number === 2 ? cho : ben, id, `News ${number}`);
    await t.advance("1s");
  }
  rewrite(t, t.group, () => ({ id: 42 }));
  await t.account.refresh();
  expect(announced().sort()).toEqual(["received News 0", "received News 1", "received News 2"]);
});
