import { expect, it } from "vitest";
import { fitResult } from "./fit-result.ts";

const size = (value: unknown) => JSON.stringify(value).length;
const texts = (count: number, length: number) => Array.from({ length: count }, () => "x".repeat(length));

it("leaves alone what fits", () => {
  const answer = { items: texts(3, 10) };
  expect(fitResult(answer, 100)).toBe(answer);
});

it.each([
  ["one long text", { id: 1, body: "x".repeat(50_000) }, { texts: "at most 8000 characters" }],
  ["many short texts", { items: texts(1_000, 100) }, { items: expect.stringMatching(/^9\d of 1000$/) }],
  ["a list below", { of: { items: texts(1_000, 100) }, total: 1_000 }, { "of.items": expect.stringMatching(/^9\d of 1000$/) }],
  ["many long texts", { items: texts(100, 9_000) }, { texts: "at most 2000 characters", items: expect.stringMatching(/^4 of 100$/) }],
  ["two long lists", { a: texts(1_000, 100), b: texts(900, 100) }, { a: "0 of 1000", b: expect.stringMatching(/^9\d of 900$/) }],
])("shortens %s, and says so", (_, answer, cut) => {
  const fitted = fitResult(answer, 10_000);
  expect(size(fitted)).toBeLessThanOrEqual(10_000);
  expect(fitted?.cut).toEqual(cut);
});

it("gives up on what has nothing to cut", () => {
  expect(fitResult(Object.fromEntries(texts(1_000, 20).map((text, i) => [`${text}${i}`, i])), 10_000)).toBeUndefined();
});
