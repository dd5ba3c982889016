import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";

const note = z.object({ id: z.string(), text: z.string().meta({ "x-private": true }), shared: z.boolean() });

const share = service({
  title: "Share a note",
  summary: "Send a note to the people it is shared with.",
  input: z.object({
    id: z.string(),
    comment: z
      .string()
      .default("")
      .meta({ "x-aliases": ["message", "text"] }),
    quietly: z.boolean().default(false),
  }),
  output: z.object({ comment: z.string() }),
  scope: "Notes.Read",
  target: "notes",
  effect: "add",
  item: { of: "notes", does: "act", id: "id" },
  reachesOthers: ({ input, item }) => !input.quietly && (item as z.output<typeof note> | undefined)?.shared !== false,
  run: ({ input }) => ({ comment: input.comment }),
});

const notesPlugin = definePlugin({
  id: "notes",
  title: "Notes",
  scopes: { "Notes.Read": { tier: "read", why: "Show notes" } },
  events: { written: z.object({ note }) },
  feeds: {
    notes: {
      scope: "Notes.Read",
      every: "1m",
      item: note,
      sync: () => ({
        put: { a: { id: "a", text: "Dear Ada", shared: true }, b: { id: "b", text: "Mine", shared: false } },
        removed: [],
        cursor: "",
        restart: true,
      }),
    },
  },
  sensors: {
    notes: {
      title: "Notes",
      feed: "notes",
      value: z.object({ state: z.number(), notes: z.array(note) }),
      present: { kind: "number", items: { attribute: "notes", as: "list", title: "id" } },
      view: ({ items }) => ({ value: { state: items.size, notes: [...items.values()] } }),
    },
  },
  services: {
    share,
    ping: { title: "Ping", input: z.object({}), output: z.object({}), scope: "Notes.Read", reachesOthers: true, run: () => ({}) },
    look: { title: "Look", input: z.object({}), output: z.object({}), scope: "Notes.Read", effect: "read", run: () => ({}) },
  },
});

it("describes each service to surfaces", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin }] });
  const infos = Object.fromEntries((await t.host.services()).map((info) => [info.id, info]));
  expect(infos["notes/share"]).toMatchObject({
    summary: "Send a note to the people it is shared with.",
    effect: "add",
    repeatable: false,
    reachesOthers: "sometimes",
    item: { of: "notes", does: "act", id: "id" },
  });
  expect(infos["notes/ping"]).toMatchObject({ summary: "Ping", effect: "change", repeatable: false, reachesOthers: "always" });
  expect(infos["notes/look"]).toMatchObject({ effect: "read", repeatable: true, reachesOthers: "never" });
  expect(infos["notes/look"]).not.toHaveProperty("item");
  expect(infos["account/rescan"]).toMatchObject({ effect: "change", repeatable: true, reachesOthers: "never" });
});

it("lists the private texts of values and payloads", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin }] });
  const { privatePaths } = (await t.host.plugins()).find(({ id }) => id === "notes")!;
  expect(privatePaths).toEqual({ sensors: { notes: ["notes.*.text"] }, events: { written: ["note.text"] } });
});

it.each([
  [{ id: "a" }, true],
  [{ id: "b" }, false],
  [{ id: "unknown" }, true],
  [{ id: "a", quietly: true }, false],
  [{ id: "b", sensor: "notes" }, false],
])("predicts for the input %j whether the call reaches others: %j", async (input, reaches) => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin }] });
  expect(await t.account.reachesOthers("notes/share", input)).toBe(reaches);
});

it("predicts it for every service, and refuses the inputs that a call refuses", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin }] });
  expect(await t.account.reachesOthers("notes/ping")).toBe(true);
  expect(await t.account.reachesOthers("notes/look")).toBe(false);
  expect(await t.account.reachesOthers("account/rescan")).toBe(false);
  await expect(t.account.reachesOthers("notes/share", {})).rejects.toMatchObject({ code: "input-invalid" });
  await expect(t.account.reachesOthers("notes/shar")).rejects.toMatchObject({
    code: "service-unknown",
    message: /Did you mean notes\/share\?/,
  });
});

it("accepts aliases of a field, and does not list them", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin }] });
  expect(await t.account.call("notes/share", { id: "a", message: "Hello" })).toEqual({ comment: "Hello" });
  await expect(t.account.call("notes/share", { id: "a", message: "Hello", comment: "Hi" })).rejects.toMatchObject({
    code: "input-invalid",
    details: { issues: [{ path: "message" }] },
  });
});
