import type { Schema } from "@casement/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { fitValue } from "./misfit.ts";

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
  expect(await fitValue(schema, { state: 1 })).toEqual({ value: { state: 1 } });
});

it.each<[what: string, schema: Schema, value: unknown, reason: string]>([
  ["types", schema, { state: "Dinner with Ada" }, "does not fit its schema: state: expected number, received string"],
  ["no object", schema, "Dinner", "does not fit its schema: the whole: expected object, received string"],
  [
    "a record's keys",
    schema,
    { state: 1, people: { Ada: { age: "x" } } },
    "does not fit its schema: people.*.age: expected number, received string",
  ],
  ["unknown keys", z.strictObject({ state: z.number() }), { state: 1, Ada: 2 }, "does not fit its schema: the whole: is not valid"],
  ["another library's message", quoting, { state: "Dinner" }, "does not fit its schema: state: is not valid"],
  ["a BigInt", schema, { state: 1, more: { "ada@contoso.example": [10n] } }, "is not JSON: more.*.*.0 is a BigInt"],
  ["a number that JSON lacks", z.object({ state: z.any() }), { state: Number.NaN }, "is not JSON: state is NaN"],
])("says without contents what is wrong: %s", async (_, given, value, reason) => {
  const { misfit } = (await fitValue(given, value)) as { misfit: { reason: string; detail: string } };
  expect(misfit.reason).toBe(reason);
  expect(misfit.reason).not.toMatch(/Ada|Dinner|contoso/);
});

it("has the library's words for level debug", async () => {
  const { misfit } = (await fitValue(quoting, { state: "Dinner" })) as { misfit: { detail: string } };
  expect(misfit.detail).toContain('received "Dinner"');
});
