import { isAbsolute, relative, sep } from "node:path";

/** Whether a path is a folder or below it. Both are without links. */
export function isBelow(root: string, path: string): boolean {
  const relativePath = relative(root, path);
  return relativePath === "" || (relativePath !== ".." && !relativePath.startsWith(`..${sep}`) && !isAbsolute(relativePath));
}
