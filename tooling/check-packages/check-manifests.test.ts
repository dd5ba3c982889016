import { expect, it } from "vitest";
import { checkManifests } from "./check-manifests.ts";
import { packagesOf } from "./workspace.ts";

const complete = {
  name: "@casement/host",
  description: "The runtime",
  keywords: ["graph"],
  homepage: "https://example.org/tree/main/packages/host#readme",
  bugs: "https://example.org/issues",
  license: "MIT",
  engines: { node: ">=20.19" },
  repository: { directory: "packages/host" },
  publishConfig: { access: "public", provenance: true },
  files: ["dist", "CHANGELOG.md"],
};

function problemsOf(change: object, readme = "# host"): readonly string[] {
  const tree = new Map([
    ["package.json", JSON.stringify({ engines: { node: ">=20.19" } })],
    ["packages/host/package.json", JSON.stringify({ ...complete, ...change })],
    ...(readme === "" ? [] : [["packages/host/README.md", readme] as const]),
  ]);
  return [...checkManifests(tree, packagesOf(tree))];
}

it("accepts a complete manifest, and any of a package that is not published", () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ private: true, license: undefined, repository: undefined })).toEqual([]);
});

it.each<[mistake: string, change: object, sentence: RegExp]>([
  ["no description", { description: "" }, /description is missing/],
  ["no keywords", { keywords: [] }, /keywords are missing/],
  ["another license", { license: "ISC" }, /license must be MIT/],
  ["the homepage of another package", { homepage: "https://example.org/tree/main/packages/core#readme" }, /README of packages\/host/],
  ["no address for bugs", { bugs: undefined }, /bugs is missing/],
  ["other engines", { engines: { node: ">=22" } }, /engines must be those/],
  ["the folder of another package", { repository: { directory: "packages/core" } }, /must be packages\/host/],
  ["no provenance", { publishConfig: { access: "public" } }, /"provenance": true/],
  ["no change log", { files: ["dist"] }, /files must include CHANGELOG\.md/],
])("finds %s", (_, change, sentence) => {
  expect(problemsOf(change)).toEqual([expect.stringMatching(sentence)]);
});

it("finds a package without a README", () => {
  expect(problemsOf({}, "")).toEqual(["packages/host: a published package needs a README.md."]);
});
