import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";

const common = { scope: "User.Read", output: z.object({}), run: () => ({}) } as const;
const addresses = z.array(z.string()).default([]).meta({ format: "casement-addresses" });
const self = "ada@contoso.example";
const sent: string[] = [];

const post = definePlugin({
  id: "post",
  title: "Post",
  scopes: { "User.Read": { tier: "read", why: "Look" } },
  sensors: {
    box: {
      title: "Box",
      scope: "User.Read",
      every: "1h",
      value: z.object({ state: z.number(), letters: z.array(z.object({ id: z.string(), title: z.string() })) }),
      present: { kind: "number", items: { attribute: "letters", as: "list", title: "title" } },
      read: () => ({ state: 1, letters: [{ id: "1", title: "To Emma" }] }),
    },
  },
  services: {
    named: service({ ...common, title: "Named", input: z.object({ to: addresses }), reachesOthers: true }),
    more: service({
      ...common,
      title: "More",
      input: z.object({ to: addresses }),
      reachesOthers: true,
      preview: () => ({
        people: ["Bob <bob@x.example>", `Me <${self.toUpperCase()}>`, `${self} <eve@evil.example>`, `${self}.evil.example`],
      }),
    }),
    nobody: service({
      ...common,
      title: "Nobody",
      input: z.object({}),
      preview: () => ({ people: ["bob@x.example"], reachesUnknown: true }),
    }),
    tear: service({
      ...common,
      title: "Tear",
      input: z.object({ id: z.string() }),
      effect: "remove",
      item: { of: "box", does: "remove", id: "id" },
    }),
    eager: service({
      ...common,
      title: "Eager",
      input: z.object({}),
      async preview({ graph, markWritten }) {
        markWritten("1");
        sent.push(await graph.get<{ id: string }>("/me").then(({ id }) => id));
        await graph.send("PATCH", "/me", {});
        return {};
      },
    }),
  },
});

const preview = async (name: string, input: object = {}) => {
  await using t = await createTestHost({ plugins: [{ plugin: post }] });
  return await t.account.preview(`post/${name}`, { ...input });
};

it.each([
  ["whom the input names", "named", { to: ["Bob <bob@x.example>"] }, { people: ["Bob <bob@x.example>"], reachesUnknown: false }],
  ["that it is not known, where it names nobody", "named", {}, { people: [], reachesUnknown: true }],
  [
    "whom the plugin adds, without the account itself, whatever others call themselves",
    "more",
    { to: ["c@x.example"] },
    { people: ["c@x.example", "Bob <bob@x.example>", `${self} <eve@evil.example>`, `${self}.evil.example`], reachesUnknown: false },
  ],
  ["nobody, where it reaches nobody", "nobody", {}, { reachesOthers: false, people: [], reachesUnknown: false }],
  ["the titles of items that a sensor lists", "tear", { id: "1" }, { items: ["To Emma"], count: 1 }],
  ["nothing of items that no sensor lists", "tear", { id: "2" }, { items: [], count: 0 }],
])("shows %s", async (_, name, input, expected) => expect(await preview(name, input)).toMatchObject(expected));

it("refuses a change, and what the call itself would refuse", async () => {
  await expect(preview("eager")).rejects.toMatchObject({
    code: "plugin-failed",
    message: expect.stringContaining("must not change anything"),
  });
  expect(sent).toHaveLength(1);
  await expect(preview("tear", { id: "a/b" })).rejects.toMatchObject({ code: "input-invalid" });
  await expect(preview("tear", { name: "x" })).rejects.toMatchObject({ code: "input-invalid" });
});
