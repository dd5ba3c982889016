import { expect, it } from "vitest";
import { toWellFormed } from "./to-well-formed.ts";

it("replaces lone surrogates in texts and keys at any depth, and changes nothing else", () => {
  expect(toWellFormed({ "a\ud83d": [{ b: "\udf89 x", c: 1, d: null, e: "🎉" }] })).toEqual({
    "a\ufffd": [{ b: "\ufffd x", c: 1, d: null, e: "🎉" }],
  });
});
