import { expect, it } from "vitest";
import { sourcesOf } from "./sources-of.ts";

it("a file for each way in, however many commands share it", () => {
  const entry = (path: string) => ({ "casement-source": `./src/${path}.ts`, default: `./dist/${path}.js` });
  expect(sourcesOf({ exports: { ".": entry("index"), "./config": entry("config/index") } })).toEqual([
    "./src/index.ts",
    "./src/config/index.ts",
  ]);
  expect(sourcesOf({ exports: { ".": entry("index") }, bin: { one: "./dist/bin.js", two: "./dist/bin.js" } })).toEqual([
    "./src/index.ts",
    "./src/bin.ts",
  ]);
});
