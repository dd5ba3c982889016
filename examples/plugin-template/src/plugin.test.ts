import { readFile } from "node:fs/promises";
import { createTestHost, readmeWithTables, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { emulatedThings } from "./emulated.ts";
import { myThingsPlugin } from "./plugin.ts";

// Tests everything that a hub relies on: permissions, schemas, restarts, failures, privacy. Add an example of input for each service.
testPlugin(myThingsPlugin, {
  areas: [emulatedThings],
  // #only service
  services: {
    // #only read
    "find-things": { name: "App" },
    // #end
    // #only add
    "add-thing": { name: "Damson" },
    // #end
    // #only change
    "change-thing": (t, user) => ({ id: t.emulator.controlOf(emulatedThings).list(user)[0]!.id, name: "Damson" }),
    // #end
    // #only remove
    "remove-thing": (t, user) => ({ id: t.emulator.controlOf(emulatedThings).list(user)[0]!.id }),
    // #end
  },
  // #end
});

it("shows what is there, and what is added later", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  expect(t.sensor("my-things/thing-list").state).toBe(2);

  t.emulator.controlOf(emulatedThings).add("ada@contoso.example", { displayName: "Cherry" });
  await t.advance("5m");
  expect(t.sensor("my-things/thing-list").state).toBe(3);
});

// #only read
it("finds by the beginning of a name", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  const { things } = await t.account.service(myThingsPlugin, "find-things", { name: "ban" });
  expect(things.map(({ name }) => name)).toEqual(["Banana"]);
});

// #end
// #only add
it("adds one, and the sensor shows it immediately", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  const added = await t.account.service(myThingsPlugin, "add-thing", { name: "Damson" });
  expect(t.sensor("my-things/thing-list")).toMatchObject({ state: 3, attributes: { things: expect.arrayContaining([added]) } });
});

// #end
// #only change
it("changes one, and the sensor shows it immediately", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  const [{ id }] = t.emulator.controlOf(emulatedThings).list("ada@contoso.example") as [{ id: string }];
  const changed = await t.account.service(myThingsPlugin, "change-thing", { id, name: "Damson" });
  expect(t.sensor("my-things/thing-list")).toMatchObject({ state: 2, attributes: { things: expect.arrayContaining([changed]) } });
});

// #end
// #only remove
it("removes one, and the sensor shows it immediately", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  const [{ id }] = t.emulator.controlOf(emulatedThings).list("ada@contoso.example") as [{ id: string }];
  await t.account.service(myThingsPlugin, "remove-thing", { id });
  expect(t.sensor("my-things/thing-list").state).toBe(1);
});

// #end
// #only personal
it("works with a personal account", async () => {
  await using t = await createTestHost({
    plugins: [{ plugin: myThingsPlugin }],
    areas: [emulatedThings],
    account: { accountType: "personal" },
  });
  expect(t.sensor("my-things/thing-list").state).toBe(2);
});

// #end
it("is described by its README (to update the tables, run npm run readme)", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  await expect(readmeWithTables(myThingsPlugin, readme)).toMatchFileSnapshot("../README.md");
});
