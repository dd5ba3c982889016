import { expect, it } from "vitest";
import { entryPointsOf } from "./entry-points-of.ts";

it("one entry point for each export, each import of its own and each command file", () => {
  const entry = (path: string) => ({ "casement-source": `./src/${path}.ts`, default: `./dist/${path}.js` });
  expect(entryPointsOf({ exports: { ".": entry("index"), "./config": entry("config/index") } })).toEqual([
    "./src/index.ts",
    "./src/config/index.ts",
  ]);
  expect(entryPointsOf({ exports: { ".": entry("index") }, imports: { "#worker": entry("worker") } })).toEqual([
    "./src/index.ts",
    "./src/worker.ts",
  ]);
  expect(entryPointsOf({ exports: { ".": entry("index") }, bin: { one: "./dist/bin.js", two: "./dist/bin.js" } })).toEqual([
    "./src/index.ts",
    "./src/bin.ts",
  ]);
});
