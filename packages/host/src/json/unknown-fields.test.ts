import { jsonSchema } from "@casement/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findUnknownFields } from "./unknown-fields.ts";

const report = (schema: Readonly<Record<string, unknown>>, input: unknown) => {
  const { unknown, doubtful } = findUnknownFields(schema, input);
  return { unknown: unknown.map(({ path }) => path.join(".")), doubtful: doubtful.map((path) => path.join(".")) };
};
const unknownIn = (schema: z.ZodType, input: unknown): readonly string[] => report(jsonSchema(schema, "input"), input).unknown;

const person = z.object({ email: z.string(), name: z.string().optional() });
const dated = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("day"), day: z.string() }),
  z.object({ kind: z.literal("time"), at: z.string(), zone: z.string().optional() }),
]);
interface Tree {
  title: string;
  children?: Tree[] | undefined;
}
const tree: z.ZodType<Tree> = z.object({
  title: z.string(),
  get children() {
    return z.array(tree).optional();
  },
}) as never;

describe("names that a schema does not have", () => {
  it.each<[what: string, schema: z.ZodType, good: unknown, bad: unknown, found: readonly string[]]>([
    ["at the top", z.object({ a: z.string() }), { a: "x" }, { a: "x", b: 1, constructor: 1 }, ["b", "constructor"]],
    ["without any field", z.object({}), {}, { a: 1 }, ["a"]],
    ["in an object", z.object({ who: person }), { who: { email: "e" } }, { who: { email: "e", mail: "m" } }, ["who.mail"]],
    ["in an optional object", z.object({ who: person.optional() }), {}, { who: { mail: "m" } }, ["who.mail"]],
    ["in a nullable object", z.object({ who: person.nullable() }), { who: null }, { who: { mail: "m" } }, ["who.mail"]],
    ["in a nullish object with a default", z.object({ who: person.nullish().default({ email: "e" }) }), {}, { who: { x: 1 } }, ["who.x"]],
    ["in a list", z.object({ all: z.array(person) }), { all: [{ email: "e" }] }, { all: [{ email: "e" }, { mail: "m" }] }, ["all.1.mail"]],
    [
      "in a tuple",
      z.object({ pair: z.tuple([z.string(), person]) }),
      { pair: ["a", { email: "e" }] },
      { pair: ["a", { x: 1 }] },
      ["pair.1.x"],
    ],
    [
      "in the rest of a tuple",
      z.object({ p: z.tuple([z.string()], person) }),
      { p: ["a", { email: "e" }] },
      { p: ["a", { x: 1 }] },
      ["p.1.x"],
    ],
    ["in a record", z.object({ by: z.record(z.string(), person) }), { by: { x: { email: "e" } } }, { by: { x: { y: 1 } } }, ["by.x.y"]],
    ["in a union with a text", z.object({ who: z.union([z.string(), person]) }), { who: "x" }, { who: { mail: "m" } }, ["who.mail"]],
    [
      "of another member of a union",
      z.object({ at: dated }),
      { at: { kind: "time", at: "x", zone: "z" } },
      { at: { kind: "day", day: "x", zone: "z" } },
      ["at.zone"],
    ],
    [
      "in an intersection",
      z.object({ x: person.and(z.object({ age: z.number() })) }),
      { x: { email: "e", age: 1 } },
      { x: { email: "e", age: 1, y: 1 } },
      ["x.y"],
    ],
    [
      "at any depth of a schema that refers to itself",
      z.object({ tree }),
      { tree: { title: "a", children: [{ title: "b" }] } },
      { tree: { title: "a", children: [{ title: "b", x: 1 }] } },
      ["tree.children.0.x"],
    ],
    [
      "in an extended object with a catch-all",
      z.object({ a: z.string() }).catchall(person),
      { a: "x", b: { email: "e" } },
      { a: "x", b: { mail: "m" } },
      ["b.mail"],
    ],
  ])("%s", (_, schema, good, bad, found) => {
    expect(unknownIn(schema, good)).toEqual([]);
    expect(unknownIn(schema, bad)).toEqual(found);
    expect(schema.safeParse(good).success).toBe(true);
  });

  it.each<[what: string, schema: z.ZodType, input: unknown]>([
    ["a loose object", z.looseObject({ a: z.string() }), { a: "x", b: { c: 1 } }],
    ["a record", z.record(z.string(), z.unknown()), { a: { b: 1 } }],
    ["an unknown value", z.object({ a: z.unknown(), b: z.any() }), { a: { x: 1 }, b: [{ y: 1 }] }],
  ])("are allowed in %s", (_, schema, input) => expect(unknownIn(schema, input)).toEqual([]));

  it("with the value undefined count as absent", () =>
    expect(unknownIn(z.object({ a: z.string() }), { a: "x", b: undefined })).toEqual([]));

  it("are doubtful when only a later alternative has them", () => {
    const schema = jsonSchema(z.object({ x: z.union([z.object({ a: z.string() }), z.object({ a: z.string(), b: z.string() })]) }), "input");
    expect(report(schema, { x: { a: "1", b: "2" } })).toEqual({ unknown: [], doubtful: ["x.b"] });
    expect(report(schema, { x: { a: "1" } })).toEqual({ unknown: [], doubtful: [] });
  });

  it("are found with every keyword that names properties", () => {
    const name = { properties: { name: { type: "string" } } };
    const schema = {
      $defs: { "a/b": { type: "object", ...name } },
      type: "object",
      properties: {
        ref: { $ref: "#/$defs/a~1b", properties: { beside: {} } },
        pattern: { type: "object", patternProperties: { "^x-": {} }, additionalProperties: false },
        condition: JSON.parse(
          '{ "if": { "required": ["on"], "properties": { "on": { "const": true } } }, "then": { "properties": { "at": {} } }, "else": { "properties": { "name": {} } } }',
        ),
        dependent: { ...name, dependentSchemas: { name: { properties: { other: {} } } } },
        evaluated: { allOf: [name], unevaluatedProperties: false },
        one: {
          oneOf: [
            { required: ["a"], properties: { a: {} } },
            { required: ["b"], properties: { b: {} } },
          ],
        },
        closed: { type: "object", additionalProperties: false },
        open: { type: "object" },
      },
    };
    const good = {
      ref: { name: "a", beside: 1 },
      pattern: { "x-a": 1 },
      condition: { on: true, at: 1 },
      dependent: { name: "a", other: 1 },
      evaluated: { name: "a" },
      one: { b: 1 },
      closed: {},
      open: { anything: 1 },
    };
    expect(report(schema, good).unknown).toEqual([]);
    const bad = {
      ref: { other: 1 },
      pattern: { y: 1 },
      condition: { on: false, at: 1 },
      dependent: { other: 1 },
      evaluated: { other: 1 },
      one: { b: 1, a: undefined, c: 1 },
      closed: { a: 1 },
    };
    expect(report(schema, bad).unknown).toEqual([
      ...["ref.other", "pattern.y", "condition.on", "condition.at", "dependent.other", "evaluated.other", "one.c", "closed.a"],
    ]);
  });

  it("are not looked for endlessly in a schema that refers only to itself", () => {
    const schema = { allOf: [{ $ref: "#" }, { properties: { a: {} } }], anyOf: [{ $ref: "#" }] };
    expect(report(schema, { a: 1, b: 1 }).unknown).toEqual(["b"]);
  });
});
