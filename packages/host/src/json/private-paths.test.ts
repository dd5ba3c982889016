import { jsonSchema } from "@casement/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { privatePathsOf, withoutPaths } from "./private-paths.ts";

const text = z.string().meta({ "x-private": true });
const event = z.object({ subject: z.string(), body: text.optional() });
const shared = event.meta({ id: "event-of-this-test" });
const pathsOf = (schema: z.ZodType) => privatePathsOf(jsonSchema(schema, "output"));

describe("the private paths of a schema", () => {
  it.each<[what: string, schema: z.ZodType, paths: readonly string[]]>([
    ["none", z.object({ state: z.string() }), []],
    ["a property, optional or nullable", z.object({ a: text, b: text.optional(), c: text.nullable() }), ["a", "b", "c"]],
    ["a property of list items", z.object({ events: z.array(event) }), ["events.*.body"]],
    ["values of a record", z.object({ notes: z.record(z.string(), text) }), ["notes.*"]],
    ["one branch of a union", z.object({ a: z.union([z.number(), z.object({ note: text })]) }), ["a.note"]],
    ["a shared definition", z.object({ a: shared, b: z.array(shared) }), ["a.body", "b.*.body"]],
    ["a whole object", z.object({ letter: event.meta({ "x-private": true }) }), ["letter"]],
  ])("%s", (_, schema, paths) => {
    expect(pathsOf(schema)).toEqual(paths);
  });

  it("are found in a schema that refers to itself, without endless recursion", () => {
    interface Tree {
      note?: string;
      parts: Tree[];
    }
    const tree: z.ZodType<Tree> = z.object({
      note: text.optional(),
      get parts() {
        return z.array(tree);
      },
    }) as never;
    expect(pathsOf(tree)).toContain("parts.*.parts.*.note");
    const nested = (depth: number): Tree => ({ note: "secret", parts: depth === 0 ? [] : [nested(depth - 1)] });
    expect(JSON.stringify(withoutPaths(nested(30), pathsOf(tree)))).not.toContain("secret");
  });

  it("can be the value itself", () => {
    expect(pathsOf(event.meta({ "x-private": true }))).toEqual([""]);
    expect(withoutPaths({ subject: "secret" }, [""])).toBeUndefined();
    expect(withoutPaths("secret", pathsOf(text))).toBeUndefined();
  });
});

it("removes what is at the paths and changes nothing else", () => {
  const value = { state: 1, body: "x", events: [{ subject: "a", body: "x" }, { subject: "b" }], notes: { one: "x" }, odd: [1, "x"] };
  const before = structuredClone(value);
  expect(withoutPaths(value, ["body", "events.*.body", "notes.*", "gone.*.body", "state.deep"])).toEqual({
    state: 1,
    events: [{ subject: "a" }, { subject: "b" }],
    notes: {},
    odd: [1, "x"],
  });
  expect(value).toEqual(before);
});
