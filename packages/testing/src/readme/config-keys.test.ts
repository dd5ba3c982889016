import { expect, it } from "vitest";
import { configKeys } from "./config-keys.ts";
import type { JsonSchema } from "./schema-fields.ts";

const object = (...required: readonly string[]): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(required.map((name) => [name, { type: "string" }])),
  required,
});
const rowsOf = (schema: JsonSchema) =>
  configKeys({ properties: { lamp: schema } }).map(({ key, type, required }) => `${key}: ${type}${required ? ", required" : ""}`);

it.each<[what: string, schema: JsonSchema, rows: readonly string[]]>([
  ["a block", object("room"), ["lamp: block", "lamp.room: text, required"]],
  [
    "a list that may be null",
    { anyOf: [{ type: "array", items: object("room") }, { type: "null" }] },
    ["lamp: list of blocks", "lamp[].room: text, required"],
  ],
  ["a block that may be false", { anyOf: [{ const: false }, object("room")] }, ["lamp: block", "lamp.room: text, required"]],
  [
    "one of several blocks",
    { anyOf: [object("room", "size"), object("room")] },
    ["lamp: block", "lamp.room: text, required", "lamp.size: text"],
  ],
])("lists the keys of %s", (_, schema, rows) => {
  expect(rowsOf(schema)).toEqual(rows);
});
