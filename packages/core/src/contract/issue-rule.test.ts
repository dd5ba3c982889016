import { expect, it } from "vitest";
import * as z from "zod";
import { checkValue } from "./validate.ts";

it.each<[schema: z.ZodType, value: unknown, rule: string | undefined, limit?: unknown]>([
  [z.string(), undefined, "required"],
  [z.enum(["a", "b"]), undefined, "required"],
  [z.string(), 7, "type", "string"],
  [z.string().min(2), "a", "minLength", 2],
  [z.string().max(2), "abc", "maxLength", 2],
  [z.array(z.string()).min(1), [], "minItems", 1],
  [z.array(z.string()).max(1), ["a", "b"], "maxItems", 1],
  [z.number().min(3), 2, "minimum", 3],
  [z.number().gt(3), 3, "exclusiveMinimum", 3],
  [z.int().max(9), 10, "maximum", 9],
  [z.number().lt(9), 9, "exclusiveMaximum", 9],
  [z.number().multipleOf(5), 7, "multipleOf", 5],
  [z.enum(["a", "b"]), "c", "enum", "a, b"],
  [z.email(), "x", "format", "email"],
  [z.string().regex(/^a$/), "b", "pattern"],
  [z.union([z.string(), z.number()]), true, undefined],
  [z.string().refine(() => false, "is wrong"), "x", undefined],
  [z.string().refine((text) => text.includes("@"), { params: { rule: "format" } }), "ada", "format"],
])("says which rule is not met (%#)", async (schema, value, rule, limit) => {
  const found: any = await checkValue(z.object({ field: z.object({ inner: schema }) }), { field: { inner: value } });
  expect(found.issues).toHaveLength(1);
  expect([found.issues[0].pointer, found.issues[0].rule, found.issues[0].limit]).toEqual(["/field/inner", rule, limit]);
});

it("says it of unknown fields, and of a missing value of the whole", async () => {
  expect(await checkValue(z.strictObject({}), { a: 1 })).toMatchObject({ issues: [{ rule: "additionalProperties" }] });
  expect(await checkValue(z.string(), undefined)).toMatchObject({ issues: [{ rule: "required" }] });
});
