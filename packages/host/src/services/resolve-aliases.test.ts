import { jsonSchema } from "@casement/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { resolveAliases, withoutAliases } from "./resolve-aliases.ts";

const person = z.object({ email: z.string().meta({ "x-aliases": ["address", "mail"] }), name: z.string().optional() });
const named = person.meta({ id: "person-of-this-test" });
interface Task {
  title: string;
  parts?: Task[] | undefined;
}
const task: z.ZodType<Task> = z.object({
  title: z.string().meta({ "x-aliases": ["subject"] }),
  get parts() {
    return z.array(task).optional();
  },
}) as never;
const schema = jsonSchema(
  z.object({
    title: z.string().meta({ "x-aliases": ["subject"] }),
    due: z
      .string()
      .optional()
      .meta({ "x-aliases": ["dueDate", "due_date"] }),
    people: z.array(person).optional(),
    owner: z.union([person, z.string()]).optional(),
    editor: named.optional(),
    byRole: z.record(z.string(), person).optional(),
    pair: z.tuple([person, z.string()]).optional(),
    note: z
      .string()
      .meta({ "x-aliases": ["comment"] })
      .nullable()
      .optional(),
    content: z
      .union([z.object({ text: z.string().meta({ "x-aliases": ["body"] }) }), z.object({ body: z.string(), html: z.boolean() })])
      .optional(),
    task: task.optional(),
  }),
  "input",
);

it.each([
  [{ title: "a" }, { title: "a" }],
  [
    { subject: "a", dueDate: "2026-03-03" },
    { title: "a", due: "2026-03-03" },
  ],
  [
    { title: "a", people: [{ address: "a@b.example" }, { mail: "c@d.example", name: "C" }] },
    { title: "a", people: [{ email: "a@b.example" }, { email: "c@d.example", name: "C" }] },
  ],
  [
    { title: "a", owner: { mail: "a@b.example" } },
    { title: "a", owner: { email: "a@b.example" } },
  ],
  [
    { title: "a", unknown: 1 },
    { title: "a", unknown: 1 },
  ],
  [{ editor: { mail: "a@b.example" } }, { editor: { email: "a@b.example" } }],
  [{ byRole: { chair: { mail: "a@b.example" } } }, { byRole: { chair: { email: "a@b.example" } } }],
  [{ pair: [{ mail: "a@b.example" }, "x"] }, { pair: [{ email: "a@b.example" }, "x"] }],
  [{ comment: null }, { note: null }],
  [{ content: { body: "a", html: true } }, { content: { body: "a", html: true } }],
  [{ task: { subject: "a", parts: [{ subject: "b" }] } }, { task: { title: "a", parts: [{ title: "b" }] } }],
  ["text", "text"],
  [null, null],
])("%j is resolved to %j", (input, resolved) => {
  const before = structuredClone(input);
  expect(resolveAliases(schema, input)).toEqual(resolved);
  expect(input).toEqual(before);
});

it.each([
  [{ title: "a", subject: "b" }, "subject", 'is an alias of "title", which is also set'],
  [{ title: "a", dueDate: "x", due_date: "y" }, "due_date", 'is an alias of "due"'],
  [{ title: "a", people: [{ email: "a", mail: "b" }] }, "people.0.mail", 'is an alias of "email"'],
])("%j gives a field twice", (input, path, message) => {
  expect(() => resolveAliases(schema, input)).toThrow(
    expect.objectContaining({
      code: "input-invalid",
      details: { issues: [expect.objectContaining({ path, message: expect.stringContaining(message) })] },
    }),
  );
});

it("does not list aliases", () => {
  expect(JSON.stringify(withoutAliases(schema))).not.toContain("x-aliases");
  expect(withoutAliases(schema)).toMatchObject({ properties: { title: { type: "string" } } });
});
