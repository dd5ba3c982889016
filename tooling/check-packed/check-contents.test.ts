import { expect, it } from "vitest";
import { checkContents } from "./check-contents.ts";

const paths = ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.js.map", "dist/index.d.ts"];
const manifest = { dependencies: { zod: "4.6.7", "@casement/core": "0.1.0" } };
const problems = (change: object) => [...checkContents({ name: "@casement/host", paths, manifest, ...change }, ["src/index.ts"])];

it("accepts a complete package", () => {
  expect(problems({})).toEqual([]);
});

it.each<[what: string, change: object, sentence: RegExp]>([
  ["no licence", { paths: paths.filter((path) => path !== "LICENSE") }, /LICENSE is missing/],
  ["nothing built", { paths: paths.filter((path) => !path.startsWith("dist")) }, /dist\/index\.js is missing/],
  ["no command", { manifest: { bin: { casement: "./dist/bin.js" } } }, /dist\/bin\.js is missing/],
  ["sources", { paths: [...paths, "src/index.ts"] }, /src\/index\.ts does not belong/],
  ["a built test", { paths: [...paths, "dist/host.test.js"] }, /host\.test\.js does not belong/],
  ["a built fixture", { paths: [...paths, "dist/wire.fixture.d.ts"] }, /wire\.fixture\.d\.ts does not belong/],
  ["a file of an earlier build", { paths: [...paths, "dist/old.d.ts"] }, /dist\/old\.d\.ts is from an earlier build/],
  ["a workspace range", { manifest: { dependencies: { "@casement/core": "workspace:*" } } }, /as "workspace:\*", which has no meaning/],
  ["a catalog range", { manifest: { peerDependencies: { zod: "catalog:" } } }, /as "catalog:"/],
])("finds %s", (_, change, sentence) => {
  expect(problems(change)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
});
