import { describe, expect, it } from "vitest";
import { fitAttributes } from "./fit-attributes.ts";

const reserved = { title: "Attic", state: 3, stale: false, gone: false, updatedAt: null };
const fit = (attributes: object, limit: number) => {
  const text = fitAttributes({ ...reserved, ...attributes }, limit);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
  return JSON.parse(text);
};

describe("fitAttributes", () => {
  it("does not change attributes that fit", () => {
    expect(fit({ list: [1, 2] }, 200)).toEqual({ ...reserved, list: [1, 2] });
  });

  it("keeps as many of a long list's first items as fit, and reports how many there were", () => {
    const list = Array.from({ length: 80 }, (_, at) => ({ at, text: "ü".repeat(20) }));
    const { list: kept, cut, ...rest } = fit({ list, note: "here" }, 1_000);
    expect(rest).toEqual({ ...reserved, note: "here" });
    expect(kept).toEqual(list.slice(0, kept.length));
    expect(cut).toEqual({ list: `${kept.length} of 80` });
    expect(Buffer.byteLength(JSON.stringify({ ...reserved, note: "here", list: list.slice(0, kept.length + 1), cut }))).toBeGreaterThan(
      1_000,
    );
  });

  it("omits what cannot be shortened, but keeps the reserved attributes", () => {
    const attributes = { text: "x".repeat(2_000), list: [{ text: "y".repeat(2_000) }], short: 1 };
    expect(fit(attributes, 300)).toEqual({ ...reserved, short: 1, cut: { text: "omitted", list: "omitted" } });
  });

  it("shortens several lists before it omits one", () => {
    const many = (length: number) => Array.from({ length }, (_, at) => `item ${at}`);
    const { a, b, cut } = fit({ a: many(100), b: many(60) }, 900);
    expect(a.length + b.length).toBeGreaterThan(40);
    expect(Object.keys(cut)).toContain("a");
  });
});
