import type { Schema } from "@casement/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { validateValue } from "./validate-value.ts";

const schema = z.object({
  state: z.number(),
  people: z.record(z.string(), z.object({ age: z.number() })).optional(),
  more: z.unknown().optional(),
});
const quoting = {
  "~standard": {
    version: 1,
    vendor: "quoting",
    validate: (value: any) => ({ issues: [{ message: `Expected number but received "${value.state}"`, path: ["state"] }] }),
    jsonSchema: { input: () => ({ type: "object" }), output: () => ({ type: "object", properties: { state: { type: "number" } } }) },
  },
} as unknown as Schema;

it("returns a value that fits", async () => {
  expect(await validateValue(schema, { state: 1 })).toEqual({ value: { state: 1 } });
});

it.each<[what: string, schema: Schema, value: unknown, reason: string]>([
  ["types", schema, { state: "Dinner with Ada" }, "does not fit its schema: state: expected number, received string"],
  ["no object", schema, "Dinner", "does not fit its schema: the value itself: expected object, received string"],
  [
    "a record's keys",
    schema,
    { state: 1, people: { Ada: { age: "x" } } },
    "does not fit its schema: people.*.age: expected number, received string",
  ],
  ["unknown keys", z.strictObject({ state: z.number() }), { state: 1, Ada: 2 }, "does not fit its schema: the value itself: is not valid"],
  ["another library's message", quoting, { state: "Dinner" }, "does not fit its schema: state: is not valid"],
  ["a BigInt", schema, { state: 1, more: { "ada@contoso.example": [10n] } }, "is not JSON: more.*.*.0 is a BigInt"],
  ["a number that JSON lacks", z.object({ state: z.any() }), { state: Number.NaN }, "is not JSON: state is NaN"],
])("says without contents what is wrong: %s", async (_, given, value, reason) => {
  const { mistake } = (await validateValue(given, value)) as { mistake: { reason: string; detail: string } };
  expect(mistake.reason).toBe(reason);
  expect(mistake.reason).not.toMatch(/Ada|Dinner|contoso/);
});

it("has the library's words for level debug", async () => {
  const { mistake } = (await validateValue(quoting, { state: "Dinner" })) as { mistake: { detail: string } };
  expect(mistake.detail).toContain('received "Dinner"');
});
