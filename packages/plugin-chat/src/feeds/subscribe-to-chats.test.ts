import { expect, it } from "vitest";
import { announcedMessagesOf, ben, chatHost, requestsOf } from "../../test/chat.fixture.ts";

it("chats are live without polling", async () => {
  await using t = await chatHost({}, { notifications: true });
  await t.signIn();
  await t.advance("2s");
  const { chat, subscriptions, counters } = t.emulator.control;
  expect(subscriptions.list()).toHaveLength(1);
  const announced = announcedMessagesOf(t);
  counters.reset();
  await t.advance("1h");
  expect(requestsOf(t)).toEqual({});
  chat.say(ben, chat.chats(ben)[0]!.id, "Lunch?");
  await subscriptions.settled();
  await t.advance("1s");
  expect(announced()).toHaveLength(1);
});
