import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type SourceFacts, sourceFacts } from "./source-facts.ts";

/** The text files of a repository: path from the root, with slashes, and text. */
export type Tree = ReadonlyMap<string, string>;

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface SourceFile extends SourceFacts {
  readonly path: string;
  /** From the package's folder: `src/index.ts`. */
  readonly local: string;
  /** Part of what is published: not excluded from the build by the package's tsconfig.json. */
  readonly shipped: boolean;
}

export interface WorkspacePackage {
  /** `packages/core` */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly sources: readonly SourceFile[];
}

const ignored = new Set(["node_modules", "dist", ".git", ".turbo", ".casement", "coverage", ".ci-out"]);
const textual = /\.(ts|tsx|js|mjs|json|jsonc|md|yaml|yml|html|css|sh)$|(^|\/)(LICENSE|run)$/;

export async function readTree(root: string): Promise<Tree> {
  const tree = new Map<string, string>();
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory() && !ignored.has(entry.name)) await walk(path);
      else if (entry.isFile() && textual.test(path)) tree.set(path, await readFile(join(root, path), "utf8"));
    }
  };
  await walk("");
  return tree;
}

/** The packages below `packages/` and `apps/`, with what their sources import. */
export function packagesOf(tree: Tree): readonly WorkspacePackage[] {
  const folders = [...tree.keys()].flatMap((path) => /^((?:packages|apps)\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  return folders.map((folder) => {
    const manifest: Manifest = JSON.parse(tree.get(`${folder}/package.json`) ?? "");
    const config: { exclude?: string[] } = JSON.parse(tree.get(`${folder}/tsconfig.json`) ?? "{}");
    const excluded = (config.exclude ?? []).map(globPattern);
    const sources = [...tree].flatMap(([path, text]) => {
      if (!path.startsWith(`${folder}/src/`) || !/\.tsx?$/.test(path)) return [];
      const local = path.slice(folder.length + 1);
      return [{ path, local, shipped: !excluded.some((pattern) => pattern.test(local)), ...sourceFacts(path, text) }];
    });
    return { folder, manifest, sources };
  });
}

/** The globs of our tsconfig files: `*`, `**` and plain folders. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(/[.+^$()|[\]{}]/g, "\\$&").replace(/\*\*\/|\*/g, (star) => (star === "*" ? "[^/]*" : "(?:.*/)?"));
  return new RegExp(`^${source}(?:$|/)`);
}
