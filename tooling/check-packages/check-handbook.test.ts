import { expect, it } from "vitest";
import { checkHandbook } from "./check-handbook.ts";

const skill = "skills/add-a-lamp/SKILL.md";
const frontMatter = "---\nname: add-a-lamp\ndescription: Adds a lamp. Use when it is dark.\n---\n";
const problemsOf = (...files: [path: string, text: string][]) => [...checkHandbook(new Map([["packages/lamp/src/lamp.ts", ""], ...files]))];

it("accepts existing paths, folders, patterns and placeholders", () => {
  const text =
    "`packages/lamp/src/lamp.ts`, `packages/lamp`, `packages/plugin-*`, `packages/{name}/src`\n\n```sh\nrun packages/lamp\n```\n";
  expect(problemsOf([skill, frontMatter + text], ["AGENTS.md", text], ["docs/a.md", "`packages/gone`"])).toEqual([]);
});

it.each<[mistake: string, path: string, text: string, sentence: RegExp]>([
  [
    "a path that does not exist",
    skill,
    `${frontMatter}\`packages/lamp/src/gone.ts\``,
    /names packages\/lamp\/src\/gone\.ts, which does not/,
  ],
  ["a path in a command that does not exist", skill, `${frontMatter}\`\`\`sh\nrun packages/gone\n\`\`\`\n`, /names packages\/gone/],
  ["a path in CONTRIBUTING.md", "CONTRIBUTING.md", "`tooling/gone`", /CONTRIBUTING\.md: names tooling\/gone/],
  ["a skill without front matter", skill, "# Lamp\n", /does not begin with front matter/],
  ["a skill with another name", skill, frontMatter.replace("add-a-lamp", "lamps"), /must be that of its folder, "add-a-lamp"/],
  ["a skill without description", skill, "---\nname: add-a-lamp\n---\n", /needs a description/],
  ["a long AGENTS.md", "AGENTS.md", "\n".repeat(76), /has 76 lines; it is one page of 75/],
])("rejects %s", (_, path, text, sentence) => {
  expect(problemsOf([path, text])).toEqual([expect.stringMatching(sentence)]);
});
