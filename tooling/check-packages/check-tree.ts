import { bannedExports, bannedNames } from "./banned-names.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkFiles } from "./check-files.ts";
import { checkNames, type Vocabulary } from "./check-names.ts";
import { oneWordNames } from "./one-word-names.ts";
import { packagesOf, type SourceTree } from "./workspace.ts";

const repositoryVocabulary: Vocabulary = { bannedNames, bannedExports, oneWordNames };

/** All mistakes in a repository's packages, files and names, one sentence each. */
export function checkTree(tree: SourceTree, vocabulary = repositoryVocabulary): readonly string[] {
  return [...checkDependencies(tree, packagesOf(tree)), ...checkFiles(tree), ...checkNames(tree, vocabulary)];
}
