import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSourceFacts, type SourceFacts } from "./source-facts.ts";

/** The text files of a repository: their texts by path from the root, with slashes. */
export type SourceTree = ReadonlyMap<string, string>;

export interface PackageManifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface SourceFile extends SourceFacts {
  readonly path: string;
  /** Below the package's folder: `src/index.ts`. */
  readonly localPath: string;
  /** Whether it is published: the package's tsconfig.json does not exclude it from the build. */
  readonly shipped: boolean;
}

export interface WorkspacePackage {
  /** `packages/core` */
  readonly folder: string;
  readonly manifest: PackageManifest;
  readonly sources: readonly SourceFile[];
}

const ignoredFolders = new Set(["node_modules", "dist", ".git", ".turbo", ".casement", "coverage", ".stryker-tmp", ".ci-out"]);
const textFile = /\.(ts|tsx|js|mjs|json|jsonc|md|yaml|yml|html|css|sh)$|(^|\/)(LICENSE|run)$/;

export async function readTree(root: string): Promise<SourceTree> {
  const tree = new Map<string, string>();
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory() && !ignoredFolders.has(entry.name)) await walk(path);
      else if (entry.isFile() && textFile.test(path)) tree.set(path, await readFile(join(root, path), "utf8"));
    }
  };
  await walk("");
  return tree;
}

const factsByTree = new WeakMap<SourceTree, Map<string, SourceFacts>>();

/** The facts of a source file. Several checks need them; each file of a tree is parsed once. */
export function factsOf(tree: SourceTree, path: string): SourceFacts {
  const known = factsByTree.get(tree) ?? new Map<string, SourceFacts>();
  factsByTree.set(tree, known);
  const facts = known.get(path) ?? readSourceFacts(path, tree.get(path) ?? "");
  known.set(path, facts);
  return facts;
}

/** The packages in `packages/` and `apps/`, with the facts of their sources. */
export function packagesOf(tree: SourceTree): readonly WorkspacePackage[] {
  const folders = [...tree.keys()].flatMap((path) => /^((?:packages|apps)\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  return folders.map((folder) => {
    const manifest: PackageManifest = JSON.parse(tree.get(`${folder}/package.json`) ?? "");
    const config: { exclude?: string[] } = JSON.parse(tree.get(`${folder}/tsconfig.json`) ?? "{}");
    const excluded = (config.exclude ?? []).map(globPattern);
    const sources = [...tree.keys()].flatMap((path) => {
      if (!path.startsWith(`${folder}/src/`) || !/\.tsx?$/.test(path)) return [];
      const localPath = path.slice(folder.length + 1);
      return [{ path, localPath, shipped: !excluded.some((pattern) => pattern.test(localPath)), ...factsOf(tree, path) }];
    });
    return { folder, manifest, sources };
  });
}

/** Supports what the tsconfig files use: `*`, `**` and folders. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(/[.+^$()|[\]{}]/g, "\\$&").replace(/\*\*\/|\*/g, (star) => (star === "*" ? "[^/]*" : "(?:.*/)?"));
  return new RegExp(`^${source}(?:$|/)`);
}
