import { checkDependencies } from "./check-dependencies.ts";
import { checkFiles } from "./check-files.ts";
import { packagesOf, type Tree } from "./workspace.ts";

/** Everything that is wrong with a repository's packages and files, a sentence each. */
export function checkTree(tree: Tree): readonly string[] {
  return [...checkDependencies(tree, packagesOf(tree)), ...checkFiles(tree)];
}
