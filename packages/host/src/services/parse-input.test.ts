import { type CasementError, definePlugin, definitionOf, type ServiceDefinition, service } from "@casement/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { checkFields, parseInput } from "./parse-input.ts";

const objectOf = (...names: string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
/** The messages by path of what `run` refuses. */
async function issuesOf(run: () => unknown): Promise<Record<string, string>> {
  try {
    await run();
    return {};
  } catch (error) {
    const { code, message, details } = error as CasementError;
    expect([code, message]).toEqual(["input-invalid", expect.stringMatching(/^The input of notes\/write is invalid: ./)]);
    return Object.fromEntries((details.issues as { path: string; message: string }[]).map((issue) => [issue.path, issue.message]));
  }
}
const check = (schema: Record<string, unknown>, input: Record<string, unknown>) =>
  issuesOf(() => checkFields("notes/write", schema, input));
const letters = (count: number) => Array.from({ length: count }, (_, i) => `${String.fromCharCode(97 + i)}${i}`);

describe("an unknown field", () => {
  it("is refused with the fields that there are, up to 20", async () => {
    expect(await check(objectOf(), { zebra: 1 })).toEqual({ zebra: "is not a field. There are none" });
    expect(await check(objectOf("a"), { zebra: 1 })).toEqual({ zebra: "is not a field. The fields are: a" });
    const twenty = letters(20).join(", ");
    expect(await check(objectOf(...letters(20)), { zebra: 1 })).toEqual({ zebra: `is not a field. The fields are: ${twenty}` });
    expect(await check(objectOf(...letters(21)), { zebra: 1 })).toEqual({ zebra: `is not a field. The fields are: ${twenty}, …` });
  });

  it("is shortened if its name is longer than 64 characters, and then nothing is suggested", async () => {
    const [exact, longer] = ["x".repeat(64), "x".repeat(65)];
    expect(await check(objectOf(`${exact}y`), { [exact]: 1 })).toEqual({ [exact]: `is not a field. Did you mean "${exact}y"?` });
    expect(await check(objectOf(`${longer}y`), { [longer]: 1 })).toEqual({
      [`${exact}…`]: `is not a field. The fields are: ${longer}y`,
    });
    const nested = { type: "object", properties: { list: { type: "array", items: objectOf("a") } } };
    expect(await check(nested, { list: [{}, { [longer]: 1 }] })).toHaveProperty([`list.1.${exact}…`]);
  });

  it("that begins with $ is a name like others", async () => {
    expect(await check(objectOf("a"), { a: "x", $reply: "y" })).toHaveProperty(["$reply"]);
    expect(checkFields("notes/write", objectOf("$filter"), { $filter: "x" }).fields).toEqual({ $filter: "x" });
  });
});

it("refuses what is not JSON, and halves of characters", async () => {
  expect(await check(objectOf("a"), { a: 1n })).toEqual({ "": expect.stringMatching(/\. Pass JSON$/) });
  expect(await check(objectOf("a"), { a: "half \ud83d" })).toEqual({ a: "contains half of a character. Pass well-formed Unicode" });
});

describe("a field that is valid only without others", () => {
  const serviceOf = (input: object): ServiceDefinition => {
    const write = service({ title: "Write", scope: "User.Read", input: input as z.ZodObject, output: z.object({}), run: () => ({}) });
    const scopes = { "User.Read": { tier: "read", why: "Read" } } as const;
    return definitionOf(definePlugin({ id: "notes", title: "Notes", scopes, services: { write } })).services!.write!;
  };
  const place = z.union([z.object({ name: z.string() }), z.object({ name: z.string(), room: z.string() })]);
  const input = { place: { name: "a", room: "b" } };
  const parse = (schema: object, value: Record<string, unknown>) => parseInput("notes/write", serviceOf(schema), value);

  it("is refused where it would be dropped", async () => {
    expect(await issuesOf(() => parse(z.object({ place }), input))).toEqual({
      "place.room": "does not go together with the other fields",
    });
    expect(await parse(z.object({ place }), { place: { name: "a" } })).toEqual({ place: { name: "a" } });
  });

  it("is accepted if the schema makes something else of its object", async () => {
    for (const made of ["text", null, undefined])
      expect(await parse(z.object({ place: place.transform(() => made) }), input)).toEqual({ place: made });
    expect(await parse(z.object({ place }).transform(({ place: { name } }) => ({ name })) as never, input)).toEqual({ name: "a" });
  });
});
