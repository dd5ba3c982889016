import { expect, it } from "vitest";
import { ben, chatHost, cho } from "../../test/chat.fixture.ts";

it.each([
  ["by its id", (t: { oneOnOne: string }) => t.oneOnOne, []],
  ["by the name of the other person", () => "Ben", ["Ben Ito"]],
  ["by their address", () => ben, ["Ben Ito"]],
])("a message to a chat of two, named %s, reaches the other person", async (_, chatOf, items) => {
  await using t = await chatHost({});
  await t.signIn();
  const before = t.emulator.control.chat.messages(t.oneOnOne).length;
  const preview = await t.account.preview("chat/send-message", { chat: chatOf(t), message: "Hello" });
  expect(preview).toMatchObject({ reachesOthers: true, reachesUnknown: false, people: [ben], items });
  expect(t.emulator.control.chat.messages(t.oneOnOne)).toHaveLength(before);
});

it("a message to a group reaches people whom the hub cannot name, as does one to a chat that it does not know", async () => {
  await using t = await chatHost({});
  await t.signIn();
  const reach = { reachesOthers: true, reachesUnknown: true, people: [] };
  expect(await t.account.preview("chat/send-message", { chat: "Roof", message: "Hello" })).toMatchObject({ ...reach, items: ["Roof"] });
  const elsewhere = { chat: "19:00000000000000000000000000000000@thread.v2", message: "Hello" };
  expect(await t.account.preview("chat/send-message", elsewhere)).toMatchObject(reach);
});

it("a chat that is started reaches its members", async () => {
  await using t = await chatHost({});
  await t.signIn();
  const preview = await t.account.preview("chat/create-chat", { members: [ben, cho], topic: "Stairs" });
  expect(preview).toMatchObject({ reachesOthers: true, reachesUnknown: false, people: [ben, cho] });
});
