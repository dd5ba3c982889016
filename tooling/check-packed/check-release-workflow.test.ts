import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkReleaseWorkflow } from "./check-release-workflow.ts";

const root = new URL("../../", import.meta.url);
const workflow = readFileSync(new URL(".github/workflows/release.yml", root), "utf8");
const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { scripts: Record<string, string> };
const problems = (text: string) => [...checkReleaseWorkflow(text, scripts)];

it("accepts the workflow of this repository", () => {
  expect(problems(workflow)).toEqual([]);
});

it.each([
  ["a script that does not exist", "npx pnpm@12 release:sbom", "npx pnpm@12 release:bom", /no script "release:bom"/],
  ["permissions for all jobs", "permissions: {}", "permissions: write-all", /must have no permissions/],
  ["no provenance", "      id-token: write #", "      id-token: none #", /id-token: write/],
  ["an action without a version", "actions/checkout@v6", "actions/checkout@main", /must name a version/],
  ["one architecture", "linux/amd64,linux/arm64", "linux/amd64", /amd64 and arm64/],
])("finds %s", (_, from, to, sentence) => {
  const changed = workflow.replace(from, to);
  expect(changed).not.toBe(workflow);
  expect(problems(changed)).toEqual([expect.stringMatching(sentence)]);
});
