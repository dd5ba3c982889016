import { type SourceFacts, sourceFacts } from "./source-facts.ts";
import type { Tree } from "./workspace.ts";

const limit = 400;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const banned = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"]);
const machinePath = /(?<![\w.:/-])\/(?:work|tmp|root|home|Users)\/[\w.-]+/;
const registryHost = /https?:\/\/(?:registry\.[a-z]|[\w.-]*\/(?:npm|artifactory)\/)/;

/** House rules that a machine can check, file by file. A sentence a mistake. */
export function* checkFiles(tree: Tree): Iterable<string> {
  for (const [path, text] of tree) {
    const machine = machinePath.exec(text)?.[0];
    if (machine) yield `${path}: names a place on one machine (${machine}).`;
    if (registryHost.test(text)) yield `${path}: names a registry's host; whoever installs chooses that.`;
    if (/^(packages|apps|tooling)\/.*\.tsx?$/.test(path)) yield* checkSource(path, text);
  }
}

function* checkSource(path: string, text: string): Iterable<string> {
  const parts = path.split("/");
  const file = parts.at(-1) ?? "";
  for (const part of parts) {
    if (!kebab.test(part)) yield `${path}: write "${part}" in kebab-case.`;
    const word = part.split(/[.-]/).find((piece) => banned.has(piece));
    if (word) yield `${path}: "${word}" says nothing. Name the file after what it exports.`;
  }
  const lines = text.split("\n").length - 1;
  if (lines > limit && !file.endsWith(".generated.ts")) yield `${path}: has ${lines} lines; split it (at most ${limit}).`;

  const facts: SourceFacts = sourceFacts(path, text);
  if (facts.hasDefaultExport && !file.endsWith(".config.ts")) yield `${path}: has a default export. Export by name.`;
  if (file === "index.ts" && !facts.onlyReexports) yield `${path}: an index.ts re-exports by name and does nothing else.`;
  for (const use of facts.switchedTests) yield `${path}: ${use} must not be committed (skipIf with a notice is allowed).`;
  for (const use of facts.globalMocks)
    yield `${path}: ${use} changes what other test files see. Hand in a fetch function, a clock or a value instead.`;
}
