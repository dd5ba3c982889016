import { expect, it } from "vitest";
import { choosePattern, otherPatterns, type PatternGroup, readPatterns } from "./chosen-patterns.ts";

const todo: PatternGroup = {
  title: "To Do",
  all: "home/todo/*",
  choices: [
    { pattern: "home/todo/groceries", title: "Groceries" },
    { pattern: "home/todo/garden", title: "Garden" },
  ],
};

it("keeps what it has no check box for", () => {
  expect(otherPatterns(["home/todo/garden", "*/todo/*", "home/todo/*", "home/*"], [todo])).toEqual(["*/todo/*", "home/*"]);
});

it("replaces single choices by all of them, and leaves those of other groups", () => {
  const chosen = ["office/*", "home/todo/garden"];
  expect(choosePattern(chosen, todo, "home/todo/groceries", true)).toEqual([...chosen, "home/todo/groceries"]);
  expect(choosePattern(chosen, todo, "home/todo/*", true)).toEqual(["office/*", "home/todo/*"]);
  expect(choosePattern(["office/*", "home/todo/*"], todo, "home/todo/*", false)).toEqual(["office/*"]);
});

it("reads patterns between commas, spaces and line breaks", () => {
  expect(readPatterns(" a/*, b/c\n d/e ,")).toEqual(["a/*", "b/c", "d/e"]);
});
