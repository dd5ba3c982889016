import { expect, it } from "vitest";
import type { JsonSchema } from "../api/api-types.ts";
import { formLayoutOf } from "./form-layout.ts";

const layoutOf = (properties: Record<string, JsonSchema>, required: string[] = []) =>
  formLayoutOf({ as: "object", properties, required }, { properties });

it("shows fields in the order that they name, then required fields, then the others as declared", () => {
  const { fields, groups } = layoutOf({ a: {}, second: { "x-order": 2 }, b: {}, needed: {}, first: { "x-order": 1 } }, [
    "needed",
    "second",
  ]);
  expect(fields).toEqual(["first", "second", "needed", "a", "b"]);
  expect(groups.size).toBe(0);
});

it("collects the fields of each group, in the same order", () => {
  const more = { "x-group": "More" };
  const { fields, groups } = layoutOf({
    late: { ...more, "x-order": 9 },
    a: {},
    repeat: { "x-group": "Repeat" },
    early: { ...more, "x-order": 1 },
  });
  expect(fields).toEqual(["a"]);
  expect([...groups]).toEqual([
    ["More", ["early", "late"]],
    ["Repeat", ["repeat"]],
  ]);
});

it("reads order and group beside a reference and around 'or null'", () => {
  const nullable: JsonSchema = { anyOf: [{ type: "string" }, { type: "null" }], "x-order": 1, "x-group": "More" };
  const root: JsonSchema = { $defs: { text: { type: "string", "x-order": 5 } } };
  const properties = { nullable, own: { $ref: "#/$defs/text" }, changed: { $ref: "#/$defs/text", "x-order": 2 } };
  const { fields, groups } = formLayoutOf({ as: "object", properties, required: [] }, root);
  expect(fields).toEqual(["changed", "own"]);
  expect(groups.get("More")).toEqual(["nullable"]);
});
