import { expect, it } from "vitest";
import { createRecentlySeen } from "./recently-seen.ts";

const minute = 60_000;

it("a message is new in the folder where it is first seen, however often its page is read", () => {
  const seen = createRecentlySeen();
  expect([seen.isMoved("1", "inbox", 0), seen.isMoved("1", "inbox", minute)]).toEqual([false, false]);
  expect(seen.isMoved("1", "archive", minute)).toBe(true);
  expect(seen.isMoved("1", "inbox", 2 * minute)).toBe(true);
  expect(createRecentlySeen().isMoved("1", "archive", minute)).toBe(false);
});

it("a message that leaves its folder and comes back is not new, until it expires", () => {
  const seen = createRecentlySeen();
  seen.isMoved("1", "inbox", 0);
  seen.markMoved(["1"], "archive");
  expect(seen.isMoved("1", "inbox", minute)).toBe(false);
  seen.markMoved(["1"], "inbox");
  expect(seen.isMoved("1", "inbox", minute)).toBe(true);
  expect(seen.isMoved("1", "archive", 20 * minute)).toBe(false);
});

it("the messages that a folder has at the start are known", () => {
  const seen = createRecentlySeen();
  seen.addFolder("inbox", new Map([["1", { receivedAt: 0, subject: "" }]]), minute);
  expect(seen.isMoved("1", "archive", minute)).toBe(true);
});
