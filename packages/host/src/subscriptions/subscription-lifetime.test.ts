import { expect, it } from "vitest";
import { renewalTimeOf, subscriptionLifetimeOf, subscriptionRetryMs } from "./subscription-lifetime.ts";

const minuteMs = 60_000;

it.each([
  ["me/mailFolders/AAMk=/messages", 10_080],
  ["/me/events", 10_080],
  ["me/todo/lists/AAMk=/tasks", 4_230],
  ["users/11111111-1111-4111-8111-111111111111/chats/getAllMessages", 4_320],
  ["communications/presences?$filter=id in ('a','b')", 60],
  ["communications/presences/a", 60],
  ["security/alerts", 60],
])("%s lives as long as Microsoft allows, less a minute", (resource, minutes) => {
  expect(subscriptionLifetimeOf(resource, false)).toBe((minutes - 1) * minuteMs);
});

it("mail with contents lives a day", () => expect(subscriptionLifetimeOf("me/messages", true)).toBe(1_439 * minuteMs));

it("renewals are spread over a quarter of the lifetime, and leave time to repeat a failed one", () => {
  expect([0, 0.5, 1].map((random) => renewalTimeOf(1_000, 101_000, random))).toEqual([51_000, 63_500, 76_000]);
  expect(renewalTimeOf(1_000, 500, 1)).toBe(1_000);
});

it("failed attempts are repeated after a minute, doubled up to an hour", () => {
  expect([1, 2, 3, 6, 7, 50].map((failures) => subscriptionRetryMs(failures, 0) / minuteMs)).toEqual([1, 2, 4, 32, 60, 60]);
  expect(subscriptionRetryMs(1, 1)).toBe(45_000);
});
