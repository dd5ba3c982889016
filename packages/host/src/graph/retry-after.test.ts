import { expect, test } from "vitest";
import { maxRetryAfter, parseRetryAfter } from "./retry-after.ts";

const now = new Date("2026-03-02T08:00:00.400Z");

test.each([
  ["2", 2],
  [" 10 ", 10],
  ["0", 0],
  ["2.5", 3],
  ["2,5", 3],
  [".2", 1],
  ["2.0", 2],
  ["Mon, 02 Mar 2026 08:00:30 GMT", 30],
  ["Monday, 02-Mar-26 08:01:00 GMT", 60],
  ["Mon, 02 Mar 2026 07:00:00 GMT", 0],
  ["99999999999", maxRetryAfter],
  ["Mon, 02 Mar 2126 08:00:00 GMT", maxRetryAfter],
  ["", undefined],
  [undefined, undefined],
  [null, undefined],
  ["soon", undefined],
  ["-5", undefined],
  ["2s", undefined],
  ["1e3", undefined],
  ["2.5.1", undefined],
  ["Infinity", undefined],
  ["Mon, whenever", undefined],
  ["2026-03-02T08:00:30Z", undefined],
])("Retry-After %j means %j seconds", (header, seconds) => {
  expect(parseRetryAfter(header, now)).toBe(seconds);
});
