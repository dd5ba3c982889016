import { expect, it } from "vitest";
import { matchesPattern } from "./match-pattern.ts";

it.each([
  ["", "home/todo/groceries", true],
  ["home/todo/*", "home/todo/groceries", true],
  ["home/todo/*", "home/todo.x/groceries", false],
  ["*/event-started", "calendar/event-started", true],
  ["a.b", "aXb", false],
  ["home/todo/groceries ", "home/todo/groceries", true],
])("%s fits %s: %s", (pattern, text, fits) => {
  expect(matchesPattern(pattern, text)).toBe(fits);
});
