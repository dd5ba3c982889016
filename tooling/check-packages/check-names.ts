import { americanSpelling, graphSpellings } from "./american-spelling.ts";
import type { BannedName } from "./banned-names.ts";
import { wordsOf } from "./words-of.ts";
import { factsOf, type SourceTree } from "./workspace.ts";

/** The lists of names that are allowed and that are not. */
export interface NameRules {
  readonly bannedNames: Readonly<Record<string, string | BannedName>>;
  readonly bannedExports: Readonly<Record<string, string>>;
  readonly oneWordNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface OneWordExport {
  readonly path: string;
  readonly name: string;
}

const namedPath = /^(packages|apps|tooling|examples)\//;
const sourcePath = /(?<!\.d)\.tsx?$/;
const testPath = /\.(test|test-d|fixture)\.tsx?$|\/test\//;
const listPath = "tooling/check-packages/one-word-names.ts";

/** The names of files and of what they export: one sentence for each mistake. Looks at whole names, never at values or prose. */
export function* checkNames(tree: SourceTree, rules: NameRules): Iterable<string> {
  const oneWordExports: OneWordExport[] = [];
  for (const path of tree.keys()) {
    if (!namedPath.test(path)) continue;
    yield* checkFileName(path, rules);
    if (!sourcePath.test(path)) continue;
    for (const name of factsOf(tree, path).exportedNames) {
      yield* checkExport(path, name, rules);
      if (wordsOf(name).length < 2 && !testPath.test(path)) oneWordExports.push({ path, name });
    }
  }
  yield* checkOneWordNames(oneWordExports, rules);
}

function* checkFileName(path: string, rules: NameRules): Iterable<string> {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/(?<=.)\..*$/, "");
  const use = replacementFor(name, path, rules);
  if (use) yield `${path}: do not name a file "${name}". Use ${use}.`;
  if (/\/src\/.*\.fixture\.tsx?$/.test(path)) yield `${path}: a fixture does not belong in src/. Move it to test/, beside src/.`;
  yield* checkSpelling(path, name);
}

function* checkExport(path: string, name: string, rules: NameRules): Iterable<string> {
  const exact = Object.hasOwn(rules.bannedExports, name) ? rules.bannedExports[name] : undefined;
  const use = exact ?? replacementFor(name, path, rules);
  if (use) yield `${path}: do not export "${name}". Use ${use}.`;
  yield* checkSpelling(path, name);
}

function replacementFor(name: string, path: string, { bannedNames }: NameRules): string | undefined {
  const key = wordsOf(name).join("-");
  const banned = Object.hasOwn(bannedNames, key) ? bannedNames[key] : undefined;
  if (banned === undefined || typeof banned === "string") return banned;
  return banned.allowedIn?.some((folder) => path.startsWith(folder)) ? undefined : banned.use;
}

function* checkSpelling(path: string, name: string): Iterable<string> {
  const words = graphSpellings.reduce((rest, spelling) => rest.replace(spelling, ""), wordsOf(name).join("-"));
  for (const word of words.split("-")) {
    const american = americanSpelling(word);
    if (american) yield `${path}: "${name}" has a British spelling. Write "${american}".`;
  }
}

function* checkOneWordNames(exports: readonly OneWordExport[], { oneWordNames }: NameRules): Iterable<string> {
  const unused = new Set(Object.entries(oneWordNames).flatMap(([folder, names]) => Object.keys(names).map((name) => `${folder} ${name}`)));
  for (const { path, name } of exports) {
    const folder = Object.keys(oneWordNames).find((candidate) => path.startsWith(`${candidate}/`));
    if (folder !== undefined && Object.hasOwn(oneWordNames[folder] ?? {}, name)) unused.delete(`${folder} ${name}`);
    else yield `${path}: "${name}" is an exported name of one word. Use two or more words, or add a row with the reason to ${listPath}.`;
  }
  for (const row of unused) {
    const [folder, name] = row.split(" ");
    yield `${listPath}: nothing in ${folder} exports "${name}" any more. Remove the row.`;
  }
}
