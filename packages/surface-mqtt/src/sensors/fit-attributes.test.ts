import { describe, expect, it } from "vitest";
import { fitAttributes } from "./fit-attributes.ts";

const own = { title: "Attic", state: 3, stale: false, gone: false, updatedAt: null };
const fitted = (attributes: object, limit: number) => {
  const text = fitAttributes({ ...own, ...attributes }, limit);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
  return JSON.parse(text);
};

describe("fitAttributes", () => {
  it("leaves alone what fits", () => {
    expect(fitted({ list: [1, 2] }, 200)).toEqual({ ...own, list: [1, 2] });
  });

  it("keeps the first items of a long list, as many as fit, and says how many there were", () => {
    const list = Array.from({ length: 80 }, (_, at) => ({ at, text: "ü".repeat(20) }));
    const { list: kept, cut, ...rest } = fitted({ list, note: "here" }, 1_000);
    expect(rest).toEqual({ ...own, note: "here" });
    expect(kept).toEqual(list.slice(0, kept.length));
    expect(cut).toEqual({ list: `${kept.length} of 80` });
    expect(Buffer.byteLength(JSON.stringify({ ...own, note: "here", list: list.slice(0, kept.length + 1), cut }))).toBeGreaterThan(1_000);
  });

  it("leaves out what cannot be shortened, and never what it says of itself", () => {
    const attributes = { text: "x".repeat(2_000), list: [{ text: "y".repeat(2_000) }], short: 1 };
    expect(fitted(attributes, 300)).toEqual({ ...own, short: 1, cut: { text: "left out", list: "left out" } });
  });

  it("shortens several lists before it leaves one out", () => {
    const many = (length: number) => Array.from({ length }, (_, at) => `item ${at}`);
    const { a, b, cut } = fitted({ a: many(100), b: many(60) }, 900);
    expect(a.length + b.length).toBeGreaterThan(40);
    expect(Object.keys(cut)).toContain("a");
  });
});
