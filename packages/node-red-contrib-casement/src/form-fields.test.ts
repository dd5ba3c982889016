import { expect, it } from "vitest";
import { formFieldsOf } from "./form-fields.ts";

const form = (input: object) => formFieldsOf(input).map(({ name, required, types }) => [name, required, types]);

it("puts required fields first and gives each the types that fit; JSON can be null, which clears a field", () => {
  const input = {
    type: "object",
    required: ["title"],
    properties: {
      note: { anyOf: [{ type: "string" }, { type: "null" }] },
      title: { type: "string" },
      count: { type: "integer" },
      pinned: { type: ["boolean", "null"] },
      to: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
      start: { $ref: "#/$defs/time" },
      anything: {},
    },
    $defs: { time: { type: "string", description: "ISO 8601" } },
  };
  expect(form(input)).toEqual([
    ["title", true, ["str"]],
    ["note", false, ["str", "json"]],
    ["count", false, ["num"]],
    ["pinned", false, ["bool", "json"]],
    ["to", false, ["str", "json"]],
    ["start", false, ["str"]],
    ["anything", false, ["json"]],
  ]);
  expect(formFieldsOf(input)[5]?.description).toBe("ISO 8601");
});

it("offers the values of an enumeration, and sensors by name", () => {
  const input = {
    properties: {
      importance: { enum: ["low", "high"], type: "string" },
      level: { anyOf: [{ enum: [1, 2] }, { type: "null" }] },
      sensor: { type: "string", examples: ["groceries"] },
    },
  };
  const [importance, level, sensor] = formFieldsOf(input);
  expect([importance?.types, importance?.options]).toEqual([
    ["choice", "str"],
    [
      { value: '"low"', label: "low" },
      { value: '"high"', label: "high" },
    ],
  ]);
  expect(level?.options?.map(({ value }) => value)).toEqual(["1", "2"]);
  expect([sensor?.types, sensor?.options]).toEqual([["choice", "str"], [{ value: '"groceries"', label: "groceries" }]]);
});

it("has a title for each field: the schema's, or the name as words", () => {
  const fields = formFieldsOf({ properties: { timeZone: { type: "string" }, due: { type: "string", title: "Due date" } } });
  expect(fields.map(({ title }) => title)).toEqual(["Time zone", "Due date"]);
});

it("has no fields for a service without input", () => {
  expect(formFieldsOf({ type: "object" })).toEqual([]);
});
