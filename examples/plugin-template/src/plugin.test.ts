import { readFile } from "node:fs/promises";
import { createTestHost, readmeWithTables, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { emulatedThings } from "./emulated.ts";
import { myThingsPlugin } from "./plugin.ts";

// Every promise that a hub relies on: permissions, schemas, restarts, bad days, privacy. Give an example for each service.
testPlugin(myThingsPlugin, { areas: [emulatedThings], services: { "find-things": { name: "App" } } });

it("shows what is there, and what comes later", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  expect(t.sensor("my-things/thing-list").state).toBe(2);

  t.emulator.controlOf(emulatedThings).add("ada@contoso.example", { displayName: "Cherry" });
  await t.advance("5m");
  expect(t.sensor("my-things/thing-list").state).toBe(3);
});

it("finds by the beginning of a name", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: myThingsPlugin }], areas: [emulatedThings], admin: true });
  const { things } = await t.account.service(myThingsPlugin, "find-things", { name: "ban" });
  expect(things.map(({ name }) => name)).toEqual(["Banana"]);
});

it("is described by its README (npm run readme writes the tables)", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  await expect(readmeWithTables(myThingsPlugin, readme)).toMatchFileSnapshot("../README.md");
});
