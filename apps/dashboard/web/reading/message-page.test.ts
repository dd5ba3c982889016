import { expect, it } from "vitest";
import { addOlder, keepKnown, type MessagePage } from "./message-page.ts";
import type { ReadMessage } from "./read-messages.ts";

/** Messages that were written in these minutes. */
const page = (minutes: readonly number[], hasOlder = true): MessagePage => ({
  messages: minutes.map((minute) => ({ key: `m${minute}`, at: new Date(minute * 60_000) }) as ReadMessage),
  hasOlder,
});
const minutesOf = ({ messages, hasOlder }: MessagePage) => [messages.map(({ key }) => Number(key.slice(1))).join(), hasOlder];

it("adds older messages, each once", () => {
  expect(minutesOf(addOlder(page([9, 8]), page([8, 7, 6], false)))).toEqual(["9,8,7,6", false]);
});

it("keeps what was read before when the newest messages are read again", () => {
  const known = page([9, 8, 7, 6], false);
  expect(minutesOf(keepKnown(page([10, 9, 8]), known))).toEqual(["10,9,8,7,6", false]);
  // One was deleted.
  expect(minutesOf(keepKnown(page([10, 8]), known))).toEqual(["10,8,7,6", false]);
  expect(minutesOf(keepKnown(page([9]), undefined))).toEqual(["9", true]);
});

it("keeps nothing where messages can be missing in between, or all of them are there", () => {
  expect(minutesOf(keepKnown(page([30, 29]), page([9, 8])))).toEqual(["30,29", true]);
  expect(minutesOf(keepKnown(page([9, 8], false), page([9, 8, 7])))).toEqual(["9,8", false]);
});
