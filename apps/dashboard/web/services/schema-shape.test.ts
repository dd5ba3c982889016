import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../api/api-types.ts";
import { fieldOf } from "./schema-shape.ts";

const shape = (schema: JsonSchema, name = "x", root: JsonSchema = schema) => fieldOf(schema, root, name).shape;
const dateOrTimePattern = "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?$";
/** Of `dateOrDateTime` in a plugin. */
const narrowPattern =
  "^(\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?(Z|[+-]([01]\\d|2[0-3]):?[0-5]\\d)?)?|today)$";
const timePattern = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?$";

describe("the kind of input for a schema", () => {
  it.each<[string, JsonSchema, string]>([
    ["text", { type: "string" }, "text"],
    ["an integer", { type: "integer", minimum: 1 }, "whole-number"],
    ["a boolean", { type: "boolean" }, "boolean"],
    ["an enum", { type: "string", enum: ["low", "high"] }, "choice"],
    ["a date", { type: "string", format: "date" }, "date"],
    ["a time", { type: "string", format: "date-time" }, "time"],
    ["a time by its pattern", { type: "string", pattern: timePattern }, "time"],
    ["a date or a time of the calendar", { type: "string", pattern: narrowPattern }, "date-or-time"],
    ["a date by its pattern", { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" }, "date"],
    ["a date or a time", { type: "string", pattern: dateOrTimePattern }, "date-or-time"],
    ["a text", { type: "string", description: "Date; To Do has no time of day for it" }, "text"],
    ["a text with several lines", { type: "string", format: "casement-text" }, "multiline"],
    ["a long text", { type: "string", maxLength: 1000 }, "multiline"],
    ["a text with several lines, or null", { anyOf: [{ type: "string" }, { type: "null" }], format: "casement-text" }, "multiline"],
    [
      "addresses as a text or a list",
      { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }], format: "casement-addresses" },
      "addresses",
    ],
    [
      "people with more than an address",
      { type: "array", format: "casement-addresses", items: { properties: { email: {}, name: {} }, required: ["email"] } },
      "addresses",
    ],
    [
      "people with more than an address that is needed",
      { type: "array", format: "casement-addresses", items: { properties: { email: {} }, required: ["role"] } },
      "list",
    ],
    ["a recurrence", { type: "string", format: "casement-recurrence" }, "recurrence"],
    ["a file", { type: "string", contentEncoding: "base64" }, "file"],
    ["a list", { type: "array", items: { type: "string" } }, "list"],
    ["an object", { type: "object", properties: { a: { type: "string" } } }, "object"],
    ["alternatives", { anyOf: [{ type: "string" }, { type: "object", properties: {} }] }, "variants"],
    ["constants and enums", { anyOf: [{ const: "a" }, { enum: ["b", "c"] }] }, "choice"],
    ["anything", {}, "json"],
  ])("%s", (_, schema, as) => {
    expect(shape(schema).as).toBe(as);
  });

  it("follows the name if the schema is only a string", () => {
    expect(shape({ type: "string" }, "timeZone").as).toBe("time-zone");
    expect(shape({ type: "string", examples: ["family", "school"] }, "sensor")).toEqual({ as: "suggested", options: ["family", "school"] });
  });

  it("removes 'or null' and keeps title and description", () => {
    const field = fieldOf(
      { title: "Due date", description: "null clears it", anyOf: [{ type: "string", format: "date" }, { type: "null" }] },
      {},
      "due",
    );
    expect(field).toMatchObject({ nullable: true, shape: { as: "date" }, schema: { title: "Due date", description: "null clears it" } });
    expect(fieldOf({ type: ["string", "null"] }, {}, "subject")).toMatchObject({ nullable: true, shape: { as: "text" } });
  });

  it("follows references, and stops at a recursive one", () => {
    const root: JsonSchema = {
      $defs: { tree: { type: "object", properties: { parts: { type: "array", items: { $ref: "#/$defs/tree" } } } } },
      properties: {},
    };
    expect(shape({ $ref: "#/$defs/tree" }, "tree", root).as).toBe("object");
    const endless: JsonSchema = { $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }, { type: "string" }] } } };
    expect(["variants", "json"]).toContain(shape({ $ref: "#/$defs/a" }, "a", endless).as);
  });
});

it("finds the kinds of people in a list of addresses", () => {
  const type = { enum: ["required", "optional"] };
  const schema = (item: object): JsonSchema => ({
    type: "array",
    format: "casement-addresses",
    items: { type: "object", properties: { email: { type: "string" }, ...item }, required: ["email"] },
  });
  const kindsOf = (item: object) => (fieldOf(schema(item), {}, "people").shape as any).kinds;
  expect(kindsOf({ type })).toEqual({ field: "type", options: ["required", "optional"], default: "required" });
  expect(kindsOf({ type: { ...type, default: "optional" } })).toMatchObject({ default: "optional" });
  expect(kindsOf({ name: { type: "string" } })).toBeUndefined();
});

it("has an upload for the name of a file", () => {
  expect(fieldOf({ type: "string", format: "casement-file" }, {}, "attachment").shape).toEqual({ as: "upload" });
});

it("takes one text or several as a list", () => {
  const texts = { type: "array", items: { type: "string" } };
  const shapeOf = (...anyOf: JsonSchema[]) => fieldOf({ anyOf }, {}, "from").shape;
  expect(shapeOf({ type: "string" }, texts)).toEqual({ as: "list", item: { type: "string" } });
  expect(shapeOf({ type: "string" }, texts, { type: "boolean" }).as).toBe("variants");
  expect(shapeOf({ enum: ["all"], type: "string" }, texts).as).toBe("variants");
});
