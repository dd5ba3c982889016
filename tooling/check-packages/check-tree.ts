import { bannedExports, bannedNames } from "./banned-names.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkFiles } from "./check-files.ts";
import { checkHandbook } from "./check-handbook.ts";
import { checkManifests } from "./check-manifests.ts";
import { checkNames, type NameRules } from "./check-names.ts";
import { oneWordNames } from "./one-word-names.ts";
import { packagesOf, type SourceTree } from "./workspace.ts";

const repositoryRules: NameRules = { bannedNames, bannedExports, oneWordNames };

/** All mistakes in a repository's packages, files and names, one sentence each. */
export function checkTree(tree: SourceTree, rules = repositoryRules): readonly string[] {
  const packages = packagesOf(tree);
  return [
    ...checkDependencies(tree, packages),
    ...checkManifests(tree, packages),
    ...checkFiles(tree),
    ...checkNames(tree, rules),
    ...checkHandbook(tree),
  ];
}
