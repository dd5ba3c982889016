import { expect, it } from "vitest";
import { ada, ben, chatHost, requestsOf } from "../../test/chat.fixture.ts";

type Host = Awaited<ReturnType<typeof chatHost>>;
const send = (t: Host, chat: string): Promise<any> => t.account.call("chat/send-message", { chat, message: "Hello" });

it.each([
  ["the other person's name", "ben ito", "oneOnOne"],
  ["a part of the name", "Ben", "oneOnOne"],
  ["the other person's address", ben.toUpperCase(), "oneOnOne"],
  ["the topic", "roof", "group"],
] as const)("sends to the chat that %s names, and says which it was", async (_, name, chat) => {
  await using t = await chatHost();
  await t.signIn();
  expect(await send(t, name)).toMatchObject({ chatId: t[chat], chat: chat === "group" ? "Roof" : "Ben Ito" });
  expect(t.emulator.control.chat.messages(t[chat]).at(-1)).toMatchObject({ content: "Hello" });
  const { messages }: any = await t.account.call("chat/list-messages", { chat: name });
  expect(messages[0]).toMatchObject({ content: "Hello", chatId: t[chat] });
});

it("prefers the whole name to a part, and refuses what is unknown or not clear without sending", async () => {
  await using t = await chatHost();
  const { directory, control } = t.emulator;
  for (const [address, displayName] of [
    ["mia@contoso.example", "Mia"],
    ["lee@contoso.example", "Mia Lee"],
    ["ray@contoso.example", "Ray Ota"],
    ["ota@contoso.example", "Kim Ota"],
  ] as const) {
    directory.addUser({ userPrincipalName: address, displayName });
    control.chat.addChat(ada, { members: [address] });
  }
  await t.signIn();
  expect(await send(t, "mia")).toMatchObject({ chat: "Mia" });
  control.counters.reset();
  for (const [name, message] of [
    ["Ota", /^chat: is not clear: 2 chats .*list-chats/],
    // In the group, but without a chat of their own.
    ["Cho Lin", /^chat: is neither .*list-chats.*create-chat/],
    ["Nobody", /^chat: is neither/],
  ] as const)
    await expect(send(t, name)).rejects.toMatchObject({ code: "input-invalid", message: expect.stringMatching(message) });
  expect(Object.keys(requestsOf(t)).filter((request) => request.startsWith("POST"))).toEqual([]);
  expect(t.log.join("\n")).not.toContain("Nobody");
});
