import { expect, it } from "vitest";
import { fitResult } from "./fit-result.ts";

const lengthOf = (value: unknown) => JSON.stringify(value).length;
const texts = (count: number, length: number) => Array.from({ length: count }, () => "x".repeat(length));

it("does not change a result that fits", () => {
  const output = { items: texts(3, 10) };
  expect(fitResult(output, 100)).toBe(output);
});

it.each([
  ["one long text", { id: 1, body: "x".repeat(50_000) }, { texts: "at most 8000 characters" }],
  ["many short texts", { items: texts(1_000, 100) }, { items: expect.stringMatching(/^9\d of 1000$/) }],
  ["a nested list", { of: { items: texts(1_000, 100) }, total: 1_000 }, { "of.items": expect.stringMatching(/^9\d of 1000$/) }],
  ["many long texts", { items: texts(100, 9_000) }, { texts: "at most 2000 characters", items: expect.stringMatching(/^4 of 100$/) }],
  ["two long lists", { a: texts(1_000, 100), b: texts(900, 100) }, { a: "0 of 1000", b: expect.stringMatching(/^9\d of 900$/) }],
])("shortens %s, and reports it in `cut`", (_, output, cut) => {
  const fitted = fitResult(output, 10_000);
  expect(lengthOf(fitted)).toBeLessThanOrEqual(10_000);
  expect(fitted?.cut).toEqual(cut);
});

it("returns undefined when there are no texts or lists to shorten", () => {
  expect(fitResult(Object.fromEntries(texts(1_000, 20).map((text, i) => [`${text}${i}`, i])), 10_000)).toBeUndefined();
});

it("cuts no character in two, and makes every text well-formed", () => {
  const { body } = fitResult({ body: `${"x".repeat(7_998)}🎉${"x".repeat(5_000)}` }, 10_000) as { body: string };
  expect(body).toBe(`${"x".repeat(7_998)}…`);
  const family = "👨‍👩‍👧";
  const fitted = fitResult({ body: `${"x".repeat(7_995)}${family}${"x".repeat(5_000)}` }, 10_000) as { body: string };
  expect(fitted.body).toBe(`${"x".repeat(7_995)}…`);
});

it("leaves out the cursor of a list whose end is missing, so that nothing is skipped", () => {
  const items = Array.from({ length: 100 }, (_, id) => ({ id }));
  expect(fitResult({ items, cursor: "100" })).toEqual({ items, cursor: "100" });
  const fitted = fitResult({ items, cursor: "100" }, 500);
  expect(fitted).not.toHaveProperty("cursor");
  expect(fitted?.cut).toEqual({ items: expect.stringMatching(/^\d+ of 100$/) });
});
