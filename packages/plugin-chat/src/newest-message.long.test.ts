import { expect, it } from "vitest";
import { announcedMessagesOf, ben, chatHost, requestsOf } from "../test/chat.fixture.ts";

it("reads only at start and once a day without `poll`, and logs why", async () => {
  await using t = await chatHost({});
  await t.signIn();
  expect(t.log.filter((line) => line.includes("Microsoft's terms allow polling Teams chats only once a day"))).not.toEqual([]);
  const announced = announcedMessagesOf(t);
  t.emulator.control.counters.reset();
  t.emulator.control.chat.say(ben, t.oneOnOne, "Once a day");
  await t.advance("24h");
  expect(announced()).toEqual(["received Once a day"]);
  await t.advance("48h");
  // Per day, one request for the newest chat and one for the list; and one more list for the news.
  expect(requestsOf(t)["GET /me/chats"]).toBe(3 * 2 + 1);
});
