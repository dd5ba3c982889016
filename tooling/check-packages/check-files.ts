import { factsOf, type SourceTree } from "./workspace.ts";

const maxLines = 400;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const emptyWords = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"]);
const machinePath = /(?<![\w.:/-])\/(?:work|tmp|root|home|Users)\/[\w.-]+/;
const registryHost = /https?:\/\/(?:registry\.[a-z]|[\w.-]*\/(?:npm|artifactory)\/)/;

/** The house rules for single files. Yields one sentence for each mistake. */
export function* checkFiles(tree: SourceTree): Iterable<string> {
  for (const [path, text] of tree) {
    const machine = machinePath.exec(text)?.[0];
    if (machine) yield `${path}: contains a path of one machine (${machine}).`;
    if (registryHost.test(text)) yield `${path}: contains the host of a package registry. The person who installs chooses the registry.`;
    if (/^(packages|apps|tooling)\/.*\.tsx?$/.test(path)) yield* checkSource(tree, path, text);
  }
}

function* checkSource(tree: SourceTree, path: string, text: string): Iterable<string> {
  const parts = path.split("/");
  const file = parts.at(-1) ?? "";
  for (const part of parts) {
    if (!kebabCase.test(part)) yield `${path}: write "${part}" in kebab-case.`;
    const word = part.split(/[.-]/).find((piece) => emptyWords.has(piece));
    if (word) yield `${path}: "${word}" says nothing. Name the file after what it exports.`;
  }
  const lines = text.split("\n").length - 1;
  if (lines > maxLines && !file.endsWith(".generated.ts")) yield `${path}: has ${lines} lines; the limit is ${maxLines}. Split the file.`;

  const facts = factsOf(tree, path);
  if (facts.hasDefaultExport && !file.endsWith(".config.ts")) yield `${path}: has a default export. Use a named export.`;
  if (file === "index.ts" && !facts.onlyReexports) yield `${path}: an index.ts only re-exports names.`;
  for (const call of facts.selectedTests) yield `${path}: ${call} must not be committed (skipIf with a notice is allowed).`;
  for (const call of facts.globalMocks)
    yield `${path}: ${call} changes what other test files see. Pass a fetch function, a clock or a value instead.`;
  for (const call of facts.impatientWaits) yield `${path}: ${call} waits a second, which a busy machine may need. Use expect.poll.`;
}
