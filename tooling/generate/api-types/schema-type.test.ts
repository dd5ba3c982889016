import { expect, it } from "vitest";
import { type SchemaNode, schemaType } from "./schema-type.ts";

const style = {
  names: { "#/components/schemas/Task": "HubTask", "Place.kind": "PlaceKind" },
  any: "unknown",
  object: "object",
  readonly: false,
};

it.each<[type: string, schema: SchemaNode]>([
  ["string", { type: "string", format: "date-time" }],
  ["string | number | null", { type: ["string", "integer", "null"] }],
  ['"a" | "b"', { type: "string", enum: ["a", "b"] }],
  ['"a" | null', { type: ["string", "null"], enum: ["a"] }],
  ["true", { const: true }],
  ["unknown", { description: "Anything." }],
  ["object", { type: "object" }],
  ["Record<string, string[]>", { type: "object", additionalProperties: { type: "array", items: { type: "string" } } }],
  ["(string | null)[]", { type: "array", items: { type: ["string", "null"] } }],
  ["HubTask | null", { anyOf: [{ $ref: "#/components/schemas/Task" }, { type: "null" }] }],
  [
    "{\n  kind: PlaceKind;\n  /** In meters. */\n  height?: number;\n}",
    { type: "object", required: ["kind"], properties: { kind: { enum: ["x"] }, height: { type: "number", description: "In meters." } } },
  ],
])("%s", (type, schema) => {
  expect(schemaType("Place", schema, style)).toBe(type);
});

it("refuses a reference without a name", () => {
  expect(() => schemaType("Place", { $ref: "#/components/schemas/Other" }, style)).toThrow(
    "Place: nothing names #/components/schemas/Other",
  );
});
