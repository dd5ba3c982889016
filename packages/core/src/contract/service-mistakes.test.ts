import { describe, expect, it } from "vitest";
import * as z from "zod";
import { definitionOf } from "./definition-of.ts";
import { definePlugin } from "./plugin.ts";

const withInput = (input: z.ZodType<any, any>) =>
  definePlugin({
    id: "a",
    title: "A",
    scopes: { "User.Read": { tier: "read", why: "" } },
    services: { tell: { title: "Tell", input, output: z.unknown(), scope: "User.Read", notify: { field: "text" }, run: () => null } },
  });
const text = z.string().min(1);

describe("a service's notify", () => {
  it.each([
    ["alone", z.object({ text })],
    ["with optional fields", z.strictObject({ text: text.optional(), to: text.optional(), kind: z.enum(["a", "b"]).default("a") })],
  ])("accepts a text %s", (_, input) => {
    expect(definitionOf(withInput(input)).id).toBe("a");
  });

  it.each([
    ["a field that does not exist", z.object({ body: text.optional() }), 'names "text", which the input does not have'],
    ["a field that is not a text", z.object({ text: z.number() }), "does not accept a text in it"],
    ["another required field", z.object({ text, to: text }), "does not accept a text in it without other fields"],
    ["a rule that fails", z.object({ text, to: text.optional() }).refine(({ to }) => to !== undefined), "does not accept a text in it"],
  ])("is refused with %s", (_, input, message) => {
    expect(() => definitionOf(withInput(input))).toThrow(/services\.tell\.notify names "text", /);
    expect(() => definitionOf(withInput(input))).toThrow(message);
  });
});
