import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importPackage } from "./import-package.ts";

const plugin = (id: string) =>
  `export const plugin = Object.freeze({ apiVersion: 1, id: "${id}", title: "T", scopes: {} }); export const other = 1;`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-packages-"));
  const put = async (path: string, text: string) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await put(
    "node_modules/by-default/package.json",
    JSON.stringify({ type: "module", exports: { ".": { types: "./x.d.ts", default: "./index.js" } } }),
  );
  await put("node_modules/by-default/index.js", plugin("by-default"));
  await put("node_modules/by-import/package.json", JSON.stringify({ type: "module", exports: { import: "./index.js" } }));
  await put("node_modules/by-import/index.js", plugin("by-import"));
  await put("folder/package.json", JSON.stringify({ type: "module", exports: "./main.js" }));
  await put("folder/main.js", plugin("folder"));
  await put("file.mjs", plugin("file"));
  await put("node_modules/of-tomorrow/package.json", JSON.stringify({ main: "./index.mjs", dependencies: { "@casement/core": "^2.1.0" } }));
  await put("node_modules/of-tomorrow/index.mjs", plugin("tomorrow").replace("apiVersion: 1", "apiVersion: 2"));
  await put("node_modules/by-nobody/index.mjs", "throw new Error('boom');");
  await put("node_modules/by-nobody/package.json", JSON.stringify({ main: "./index.mjs" }));
  await put("nothing.mjs", "export const a = 1;");
  await put("broken.mjs", "throw new Error('boom');");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["by-default", "by-default"],
  ["by-import", "by-import"],
  ["./folder", "folder"],
  ["./file.mjs", "file"],
])("%s is resolved from the folder of the configuration", async (specifier, id) => {
  expect((await importPackage(specifier, folder)).map((found) => found.id)).toEqual([id]);
});

test.each([
  ["casement-plugin-gone", /^is not installed\. In .*, run: npm install casement-plugin-gone$/],
  [
    "of-tomorrow",
    /^needs version 2 of the plugin contract, but this hub \(casement .+\) supports version 1\. .*npm install casement@"\^2\.1\.0"$/,
  ],
  ["./gone", /^does not exist: .*gone$/],
  ["./nothing.mjs", /^exports no plugin\. Export the value that definePlugin returns$/],
  ["by-nobody", /^could not be loaded: boom\. Report this to its author, or remove it from packages$/],
  ["./broken.mjs", /^could not be loaded: boom\. Fix it, or remove it from packages$/],
])("for %s, the error says what to do", async (specifier, message) => {
  await expect(importPackage(specifier, folder)).rejects.toThrow(message);
});
