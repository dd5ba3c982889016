import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

it("describes the host's own service and those of the plugins", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const services = await t.host.services("home");
  expect(services.map(({ id }) => id)).toEqual(["account/rescan", "library/add-book", "library/reorder", "library/count-visitor"]);
  expect(services[0]).toMatchObject({ account: "home", offered: true, effect: "change", repeatable: true, reachesOthers: "never" });
  expect(services[1]).toMatchObject({
    account: "home",
    title: "Add a book",
    summary: "Add a book",
    offered: true,
    effect: "add",
    repeatable: false,
    reachesOthers: "never",
    target: "shelf",
    scopes: ["Tasks.ReadWrite"],
    input: { required: ["id", "title"], properties: { sensor: { examples: ["shelf-a"] } } },
    output: { type: "object" },
  });
  for (const absent of ["reason", "item", "notify"]) expect(services[1]).not.toHaveProperty(absent);
});

it("requires the sensor as soon as there are several", async () => {
  const library = createShelves();
  library.shelves.set("b", new Map());
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const services = await t.host.services("home");
  expect(services[1]?.input).toMatchObject({
    required: ["sensor", "id", "title"],
    properties: { sensor: { examples: ["shelf-a", "shelf-b"] } },
  });
  expect((services[2]!.input as { properties: object }).properties).not.toHaveProperty("sensor");
});

it("offers only the sensors that exist", async () => {
  const library = createShelves();
  library.shelves.set("b", new Map());
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.delete("b");
  await t.account.rescan();
  const [, addBook, reorder] = await t.host.services("home");
  const input = addBook!.input as { required: string[]; properties: { sensor: unknown } };
  expect(input.required).toEqual(["id", "title"]);
  expect(input.properties.sensor).toEqual({
    type: "string",
    description: "Slug, title or ID of the sensor to act on. Optional if there is only one.",
    "x-order": 0,
    examples: ["shelf-a"],
  });
  expect(reorder).not.toHaveProperty("target");
});

it("lists no sensors before there are some", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], signedOut: true });
  const input = (await t.host.services("home"))[1]!.input as { properties: { sensor: unknown } };
  expect(input.properties.sensor).not.toHaveProperty("examples");
});

it("says why a service is not offered", async () => {
  const library = createShelves();
  const plugins = [{ plugin: library.plugin }];
  await using off = await createTestHost({ plugins, account: { enableUpdate: false } });
  expect((await off.host.services("home"))[1]).toMatchObject({ offered: false, reason: expect.any(String) });
  await using out = await createTestHost({ plugins, signedOut: true });
  expect((await out.host.services("home"))[0]).toMatchObject({ offered: false, reason: "The account has not signed in." });
});

it("offers the field for a notification's text only where the configuration allows it", async () => {
  const plugin = definePlugin({
    id: "post",
    title: "Post",
    config: z.object({ to: z.string().optional() }),
    scopes: { "User.Read": { tier: "read", why: "" } },
    services: {
      send: service({
        title: "Send",
        summary: "Send a message.",
        config: z.object({ to: z.string().optional() }),
        input: z.object({ id: z.string().optional(), text: z.string() }),
        output: z.object({}),
        scope: ["User.Read"],
        repeatable: true,
        reachesOthers: ({ input }) => input.text !== "",
        notify: { field: "text", when: ({ to }) => to !== undefined },
        run: () => ({}),
      }),
    },
  });
  const always = definePlugin({
    id: "pigeons",
    title: "Pigeons",
    scopes: { "User.Read": { tier: "read", why: "" }, "Tasks.ReadWrite": { tier: "update", why: "" } },
    services: {
      send: service({
        title: "Send",
        input: z.object({ text: z.string() }),
        output: z.object({}),
        scope: "Tasks.ReadWrite",
        reachesOthers: true,
        notify: { field: "text" },
        run: () => ({}),
      }),
    },
  });
  for (const enableUpdate of [true, false]) {
    await using pigeons = await createTestHost({ plugins: [{ plugin: always }], account: { enableUpdate } });
    const [, send] = await pigeons.host.services("home");
    expect([send!.offered, send!.notify, send!.reachesOthers]).toEqual([enableUpdate, enableUpdate ? "text" : undefined, "always"]);
  }
  const [post, quiet] = [{ plugin, config: { to: "Ada" } }, { plugin }];
  await using with_ = await createTestHost({ plugins: [post] });
  expect((await with_.host.services("home"))[1]).toMatchObject({
    notify: "text",
    summary: "Send a message.",
    repeatable: true,
    reachesOthers: "sometimes",
    scopes: ["User.Read"],
  });
  expect(await with_.account.reachesOthers("post/send", { text: "" })).toBe(false);
  expect(await with_.account.reachesOthers("post/send", { text: "Hello" })).toBe(true);
  await using without = await createTestHost({ plugins: [quiet] });
  expect((await without.host.services("home"))[1]).not.toHaveProperty("notify");
});
