import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCasement } from "../command-line.fixture.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "casement-own-plugin-"));
  const value = `{ "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }), jsonSchema: { input: () => ({ type: "object" }), output: () => ({ type: "object" }) } } }`;
  await writeFile(
    join(cwd, "plugin.mjs"),
    `export const lamps = { apiVersion: 1, id: "lamps", title: "Lamps", scopes: { "Contacts.Read": { tier: "read", why: "See them" } }, sensors: {
      lamps: { title: "Lamps", scope: "Contacts.Read", every: "1m", value: ${value},
        async read({ graph }) { return { state: (await graph.get("/me/contacts")).value.length }; } } } };`,
  );
  const routes = `[{ method: "GET", template: "/me/contacts", handler: () => ({ body: { value: [{ id: "1" }, { id: "2" }] } }) }]`;
  await writeFile(join(cwd, "graph.mjs"), `export const lamps = () => ({ name: "lamps", control: {}, routes: ${routes} });`);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

test("the demo runs a plugin with an emulated area from a file", async () => {
  const { code, out } = await runCasement(["demo", "--once", "--json", "--plugin", "./plugin.mjs", "--emulate", "./graph.mjs"], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(out).sensors).toMatchObject([{ id: "home/lamps/lamps", state: 2, stale: false }]);
});

test.each([
  ["a plugin that does not exist", ["--plugin", "./gone.mjs"], /--plugin .*does not exist/],
  ["a file without areas", ["--plugin", "./plugin.mjs", "--emulate", "./plugin.mjs"], /exports no area/],
])("for %s, the error says what to do", async (_, flags, message) => {
  const { code, err } = await runCasement(["demo", "--once", ...flags], { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
