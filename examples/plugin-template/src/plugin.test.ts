import { readFile } from "node:fs/promises";
import { createTestHost, readmeWithTables, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { emulatedThings } from "./emulated.ts";
import { myThingsPlugin } from "./plugin.ts";

// Every promise that a hub relies on: permissions, schemas, restarts, bad days, privacy. Give an example for each service.
testPlugin(myThingsPlugin, {
  areas: [emulatedThings],
  // #only read write
  services: {
    // #only read
    "find-things": { name: "App" },
    // #end
    // #only write
    "add-thing": { name: "Damson" },
    // #end
  },
  // #end
});

it("shows what is there, and what comes later", async () => {
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
// #only write
it("adds one, and the sensor shows it at once", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  const added = await t.account.service(myThingsPlugin, "add-thing", { name: "Damson" });
  expect(t.sensor("my-things/thing-list")).toMatchObject({ state: 3, attributes: { things: expect.arrayContaining([added]) } });
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
it("is described by its README (npm run readme writes the tables)", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  await expect(readmeWithTables(myThingsPlugin, readme)).toMatchFileSnapshot("../README.md");
});
