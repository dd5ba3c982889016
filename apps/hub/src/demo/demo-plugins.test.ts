import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "casement-own-plugin-"));
  const value = `{ "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }), jsonSchema: { input: () => ({ type: "object" }), output: () => ({ type: "object" }) } } }`;
  const plugin = (id: string, path: string, scope: string) =>
    `export const ${id} = { apiVersion: 1, id: "${id}", title: "Lamps", scopes: { "${scope}": { tier: "read", why: "See them" } }, sensors: {
      lamps: { title: "Lamps", scope: "${scope}", every: "1m", value: ${value},
        async read({ graph }) { return { state: (await graph.get("${path}")).value.length }; } } } };`;
  const area = (path: string, count: number) => {
    const items = JSON.stringify(Array.from({ length: count }, (_, i) => ({ id: String(i) })));
    return `export const area = () => ({ name: "area${count}", control: {}, routes: [{ method: "GET", template: "${path}", handler: () => ({ body: { value: ${items} } }) }] });`;
  };
  const installed = join(cwd, "node_modules", "casement-plugin-lamps");
  await mkdir(installed, { recursive: true });
  await writeFile(join(installed, "package.json"), JSON.stringify({ name: "casement-plugin-lamps", exports: "./index.mjs" }));
  await writeFile(join(installed, "index.mjs"), plugin("installed", "/me/contacts", "Contacts.Read"));
  await writeFile(join(cwd, "plugin.mjs"), plugin("lamps", "/me/contacts", "Contacts.Read"));
  await writeFile(join(cwd, "other.mjs"), plugin("other", "/me/people", "People.Read"));
  await writeFile(join(cwd, "contacts.mjs"), area("/me/contacts", 2));
  await writeFile(join(cwd, "people.mjs"), area("/me/people", 3));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

async function demo(...args: readonly string[]): Promise<{ states: Readonly<Record<string, unknown>>; err: string }> {
  const { code, out, err } = await runCasement(["demo", "--once", "--json", ...args], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const sensors: { id: string; state: unknown; stale: boolean }[] = JSON.parse(out).sensors;
  expect(sensors.filter(({ stale }) => stale)).toEqual([]);
  return { states: Object.fromEntries(sensors.map(({ id, state }) => [id, state])), err };
}

test("the demo runs a plugin with an emulated area from a file", async () => {
  const { states } = await demo("--plugin", "./plugin.mjs", "--emulate", "./contacts.mjs");
  expect(states).toEqual({ "home/lamps/lamps": 2 });
});

test("the demo runs several plugins with areas from several files", async () => {
  const { states } = await demo("--plugin", "./plugin.mjs", "./other.mjs", "--emulate", "./contacts.mjs", "./people.mjs");
  expect(states).toEqual({ "home/lamps/lamps": 2, "home/other/lamps": 3 });
});

test("the demo finds an installed package by its name", async () => {
  const { states } = await demo("--plugin", "casement-plugin-lamps", "--emulate", "./contacts.mjs");
  expect(states).toEqual({ "home/installed/lamps": 2 });
});

test("the demo runs a first-party plugin beside one's own", async () => {
  const { states } = await demo("--plugin", "@casement/plugin-calendar", "./plugin.mjs", "--emulate", "./contacts.mjs");
  expect(states["home/lamps/lamps"]).toBe(2);
  expect(Object.keys(states).filter((id) => id.startsWith("home/calendar/"))).not.toEqual([]);
});

test.each([
  ["a plugin that does not exist", ["--plugin", "./gone.mjs"], /--plugin .*does not exist/],
  ["a package that is not installed", ["--plugin", "casement-plugin-gone"], /--plugin casement-plugin-gone is not installed/],
  ["a file without areas", ["--plugin", "./plugin.mjs", "--emulate", "./contacts.mjs", "./plugin.mjs"], /plugin\.mjs exports no area/],
])("for %s, the error says what to do", async (_, flags, message) => {
  const { code, err } = await runCasement(["demo", "--once", ...flags], { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
