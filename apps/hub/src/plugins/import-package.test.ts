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
])("%s is found from the config's folder", async (specifier, id) => {
  expect((await importPackage(specifier, folder)).map((found) => found.id)).toEqual([id]);
});

test.each([
  ["casement-plugin-gone", /^is not installed; run in .*: {2}npm install casement-plugin-gone$/],
  ["of-tomorrow", /^is written for contract 2; this hub \(casement .+\) knows contract 1\. .*npm install casement@"\^2\.1\.0"$/],
  ["./gone", /^there is nothing at .*gone$/],
  ["./nothing.mjs", /^exports no plugin; it must export the value that definePlugin returns$/],
  ["by-nobody", /^cannot be loaded: boom\. Tell its author, or take it out of packages$/],
  ["./broken.mjs", /^cannot be loaded: boom\. Correct it, or take it out of packages$/],
])("%s is answered with what to do", async (specifier, message) => {
  await expect(importPackage(specifier, folder)).rejects.toThrow(message);
});
