import { describe, expect, it } from "vitest";
import type { Schema } from "../api/types.ts";
import { fieldOf } from "./schema-shape.ts";

const shape = (schema: Schema, name = "x", root: Schema = schema) => fieldOf(schema, root, name).shape;
const eventTime = "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?$";
const moment = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?$";

describe("a schema says how a value is asked for", () => {
  it.each<[string, Schema, string]>([
    ["text", { type: "string" }, "text"],
    ["a whole number", { type: "integer", minimum: 1 }, "whole-number"],
    ["yes or no", { type: "boolean" }, "boolean"],
    ["one of some words", { type: "string", enum: ["low", "high"] }, "choice"],
    ["a day", { type: "string", format: "date" }, "date"],
    ["a moment", { type: "string", format: "date-time" }, "time"],
    ["a moment by its pattern", { type: "string", pattern: moment }, "time"],
    ["a day or a moment", { type: "string", pattern: eventTime }, "date-or-time"],
    ["a day by its description", { type: "string", description: "Date; To Do has no time of day for it" }, "date"],
    ["a file", { type: "string", contentEncoding: "base64" }, "file"],
    ["a list", { type: "array", items: { type: "string" } }, "list"],
    ["an object", { type: "object", properties: { a: { type: "string" } } }, "object"],
    ["either", { anyOf: [{ type: "string" }, { type: "object", properties: {} }] }, "variants"],
    ["words of several places", { anyOf: [{ const: "a" }, { enum: ["b", "c"] }] }, "choice"],
    ["anything", {}, "json"],
  ])("%s", (_, schema, as) => {
    expect(shape(schema).as).toBe(as);
  });

  it("by its name, where the schema says text alone", () => {
    expect(shape({ type: "string" }, "body").as).toBe("lines");
    expect(shape({ type: "string" }, "timeZone").as).toBe("zone");
    expect(shape({ type: "string", examples: ["family", "school"] }, "sensor")).toEqual({ as: "suggested", options: ["family", "school"] });
  });

  it("takes 'or null' off and keeps the description", () => {
    const field = fieldOf({ description: "null clears it", anyOf: [{ type: "string", description: "Date" }, { type: "null" }] }, {}, "due");
    expect(field).toMatchObject({ nullable: true, shape: { as: "date" }, schema: { description: "null clears it" } });
    expect(fieldOf({ type: ["string", "null"] }, {}, "subject")).toMatchObject({ nullable: true, shape: { as: "text" } });
  });

  it("follows references, and stops in one that refers to itself", () => {
    const root: Schema = {
      $defs: { tree: { type: "object", properties: { parts: { type: "array", items: { $ref: "#/$defs/tree" } } } } },
      properties: {},
    };
    expect(shape({ $ref: "#/$defs/tree" }, "tree", root).as).toBe("object");
    const endless: Schema = { $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }, { type: "string" }] } } };
    expect(["variants", "json"]).toContain(shape({ $ref: "#/$defs/a" }, "a", endless).as);
  });
});
