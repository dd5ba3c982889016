import { type ServiceDefinition, service } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { inputSchemaOf } from "./input-schema.ts";

const id = z.string().min(1);
const schemaOf = (ids: z.ZodType): any => {
  const { input } = service({
    title: "Move",
    input: z.object({ ids, folder: z.string() }),
    output: z.object({}),
    scope: "Mail.ReadWrite",
    run: () => ({}),
  });
  const definition = { input, item: { of: "folder", does: "act", id: "ids" } } as unknown as ServiceDefinition;
  return inputSchemaOf(definition, []).properties;
};

it("says of IDs what the host refuses, in a text, a list or either", () => {
  const { ids, folder } = schemaOf(z.union([id, z.array(id)]));
  expect(folder).not.toHaveProperty("pattern");
  const patterns = [schemaOf(id).ids, schemaOf(z.array(id)).ids.items, ids.anyOf[0], ids.anyOf[1].items].map(({ pattern }) => pattern);
  expect(new Set(patterns)).toEqual(new Set([expect.any(String)]));
  const pattern = new RegExp(patterns[0], "u");
  for (const text of ["AAMkAGI2TG93AAA=", "19:281b03fb@thread.v2", "a", "two words"]) expect(text).toMatch(pattern);
  for (const text of ["", " a", "a ", "a/b", "a\\b", "a?b", "a#b", "%2e", "a(b", "a\u0000b", "a\u009fb", "$count", "a:"])
    expect(text).not.toMatch(pattern);
});
