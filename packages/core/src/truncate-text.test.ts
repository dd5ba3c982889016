import { describe, expect, it } from "vitest";
import { cutText, truncateText, truncateToBytes } from "./truncate-text.ts";

const family = "👩‍👩‍👧‍👦";
const characters = ["😀", family, "🇩🇪", "👍🏽", "e\u0301", "한", "नि", "❤️", "\r\n", "𝒳"];

describe("truncateText", () => {
  it.each(characters)("never cuts %j, wherever the limit is", (character) => {
    const text = `ab${character}cd`;
    for (let limit = 0; limit <= text.length; limit++) {
      const cut = truncateText(text, limit);
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(["", "a", "ab", `ab${character}`, `ab${character}c`, text]).toContain(cut);
    }
  });

  it("keeps as much as fits", () => {
    expect(truncateText("abcdef", 3)).toBe("abc");
    expect(truncateText(`${"x".repeat(1999)}😀`, 2000)).toBe("x".repeat(1999));
    expect(truncateText(`${"x".repeat(1998)}😀y`, 2000)).toBe(`${"x".repeat(1998)}😀`);
  });

  it("cuts long rows of flags between two flags", () => {
    const cut = truncateText("🇩🇪".repeat(10), 30);
    expect(cut).toBe("🇩🇪".repeat(7));
  });

  it("cuts a character without an end between code points", () => {
    const cut = truncateText(`a${"\u{e0100}".repeat(500)}`, 400);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut.length).toBeGreaterThan(390);
  });
});

describe("truncateToBytes", () => {
  it.each(characters)("counts the bytes of %j and never cuts it", (character) => {
    const text = character.repeat(40);
    for (const limit of [0, 1, 7, 30, 100]) {
      const cut = truncateToBytes(text, limit);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
      expect(cut).toBe(character.repeat(cut.length / character.length));
    }
    expect(truncateToBytes(text, 10_000)).toBe(text);
  });
});

describe("cutText", () => {
  it.each([
    ["abc", 3, "abc"],
    ["abcd", 3, "ab…"],
    ["ab🎉d", 4, "ab…"],
    ["ab🎉de", 5, "ab🎉…"],
    ["a👨‍👩‍👧b", 5, "a…"],
    ["ae\u0301b", 3, "a…"],
    ["🇩🇪🇳🇱", 7, "🇩🇪…"],
    ["🎉🎉", 1, "…"],
  ])("cuts %j to %i code units", (text, limit, expected) => {
    expect(cutText(text, limit)).toBe(expected);
  });
});
