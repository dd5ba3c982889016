import type { ReferencePage } from "../site/pages.ts";
import { siteMap } from "../site/site-map.ts";
import { bannedExports, bannedNames } from "./banned-names.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkFiles } from "./check-files.ts";
import { checkHandbook } from "./check-handbook.ts";
import { checkManifests } from "./check-manifests.ts";
import { checkNames, type NameRules } from "./check-names.ts";
import { checkReference } from "./check-reference.ts";
import { oneWordNames } from "./one-word-names.ts";
import { packagesOf, type SourceTree } from "./workspace.ts";

export interface RepositoryRules extends NameRules {
  readonly referencePages: readonly ReferencePage[];
}

const repositoryRules: RepositoryRules = { bannedNames, bannedExports, oneWordNames, referencePages: siteMap([]).references };

/** All mistakes in a repository's packages, files and names, one sentence each. */
export function checkTree(tree: SourceTree, rules = repositoryRules): readonly string[] {
  const packages = packagesOf(tree);
  return [
    ...checkDependencies(tree, packages),
    ...checkManifests(tree, packages),
    ...checkFiles(tree),
    ...checkNames(tree, rules),
    ...checkHandbook(tree),
    ...checkReference(tree, rules.referencePages),
  ];
}
