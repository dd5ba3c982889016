import { describe, expect, it } from "vitest";
import { cleanText } from "./clean-text.ts";

describe("clean text", () => {
  it("takes no time to speak of for long texts", () => {
    for (const unit of ["\u202E", "\u200B", "a\u200B", "\u{E0041}", "\uFE0F", "\u2067a\u2069"]) {
      const began = performance.now();
      cleanText(unit.repeat(100_000));
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});
