import { expect, it } from "vitest";
import { isBelow } from "./is-below.ts";

it.each([
  ["/a", "/a", true],
  ["/a", "/a/b/c", true],
  ["/a", "/a/..b", true],
  ["/a", "/ab", false],
  ["/a/b", "/a", false],
  ["/a/b", "/a/c", false],
  ["/a", "/", false],
  ["/", "/a", true],
])("of the folder %s, the path %s is inside: %j", (root, path, expected) => {
  expect(isBelow(root, path)).toBe(expected);
});
