import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";
import type { PluginRow } from "../plugins/plugin-inventory.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-plugins-"));
  const lamps = join(folder, "node_modules", "casement-plugin-lamps");
  await mkdir(lamps, { recursive: true });
  await writeFile(join(lamps, "package.json"), JSON.stringify({ name: "casement-plugin-lamps", version: "1.2.3", main: "./index.mjs" }));
  const scopes = `{ "Contacts.Read": { tier: "read", why: "See the lamps" } }`;
  await writeFile(join(lamps, "index.mjs"), `export const lamps = { apiVersion: 1, id: "lamps", title: "Lamps", scopes: ${scopes} };`);
  await writeFile(join(folder, "broken.mjs"), "throw new Error('boom');");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const account = "accounts:\n  - name: home\n    clientId: 11111111-1111-4111-8111-111111111111\n    accountType: work\n    plugins: ";

async function listed(config: string): Promise<{ rows: readonly PluginRow[]; err: string; text: string }> {
  await writeFile(join(folder, "casement.yaml"), config);
  const { code, out, err } = await runCasement(["plugins", "--json"], { cwd: folder });
  expect(code).toBe(0);
  return { rows: JSON.parse(out).plugins, err, text: (await runCasement(["plugins"], { cwd: folder })).out };
}

test("lists which plugins are installed, which are loaded for which account, with version and permissions", async () => {
  const { rows, text, err } = await listed(`packages: [casement-plugin-lamps]\n${account}{ lamps: {} }\n`);
  expect(err).toBe("");
  expect(rows.find(({ id }) => id === "lamps")).toEqual({
    id: "lamps",
    title: "Lamps",
    package: "casement-plugin-lamps",
    version: "1.2.3",
    state: "loaded",
    accounts: ["home"],
    sensors: [],
    services: [],
    scopes: ["Contacts.Read"],
    error: null,
  });
  expect(rows.find(({ id }) => id === "calendar")).toMatchObject({ package: "@casement/plugin-calendar", state: "installed" });
  expect(text).toMatch(/lamps +casement-plugin-lamps +1\.2\.3 +loaded for home/);
});

test("a missing or broken package is a row with an error that says what to do", async () => {
  const { rows, text, err } = await listed(
    `packages: [casement-plugin-gone, ./broken.mjs, casement-plugin-lamps]\n${account}{ calendar: {} }\n`,
  );
  expect(rows.filter(({ error }) => error !== null)).toMatchObject([
    {
      id: null,
      package: "casement-plugin-gone",
      state: "not installed",
      error: expect.stringContaining("npm install casement-plugin-gone"),
    },
    { id: null, package: "./broken.mjs", state: "failed", error: "could not be loaded: boom. Fix it, or remove it from packages" },
  ]);
  expect(rows.find(({ id }) => id === "lamps")).toMatchObject({ state: "installed" });
  expect(err).toContain("no plugin is loaded");
  expect(err).toContain("packages.1: could not be loaded: boom.");
  expect(text).not.toContain("boom");
});
