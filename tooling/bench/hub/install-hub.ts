import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packagesOf, readTree } from "../../check-packages/workspace.ts";
import { packPackage, runProgram } from "../../check-packed/pack-package.ts";

export interface InstalledHub {
  readonly folder: string;
  /** The file of the `casement` command. */
  readonly command: string;
  /** Names of the external packages that the hub's packages depend on. */
  readonly libraries: readonly string[];
  readonly packages: number;
  /** Sum of all file sizes. */
  readonly megabytes: number;
  /** Sum in whole blocks of the disk. */
  readonly megabytesOnDisk: number;
}

/** Packages that a hub does not need: those for plugin authors, MCP and CalDAV, which are optional (docs/decisions/0014, 0020), and what needs them. */
const excludedPackages = new Set([
  "@casement/testing",
  "@casement/surface-mcp",
  "@casement/surface-caldav",
  "@casement/all",
  "create-casement-plugin",
]);

/** Packs the built packages and installs them into an empty folder: the hub, all plugins, HTTP and MQTT. */
export async function installHub(root: string, folder: string): Promise<InstalledHub> {
  const wanted = packagesOf(await readTree(root)).filter(({ manifest }) => !manifest.private && !excludedPackages.has(manifest.name));
  const tarballs: string[] = [];
  for (const { folder: source } of wanted) tarballs.push((await packPackage(join(root, source), folder)).file);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "household", private: true, type: "module" }));
  await runProgram("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--omit=dev", ...tarballs], { cwd: folder });

  const own = new Set(wanted.map(({ manifest }) => manifest.name));
  const libraries = wanted.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {})).filter((name) => !own.has(name));
  const { stdout } = await runProgram("npm", ["ls", "--all", "--parseable"], { cwd: folder });
  const sizes = await sizesOf(join(folder, "node_modules"));
  return {
    folder,
    command: join(folder, "node_modules", "casement", "dist", "bin.js"),
    libraries: [...new Set(libraries)].sort(),
    packages: stdout.trim().split("\n").length - 1,
    megabytes: sizes.bytes / 1e6,
    megabytesOnDisk: (sizes.blocks * 512) / 1e6,
  };
}

async function sizesOf(folder: string): Promise<{ bytes: number; blocks: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const all = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
  return { bytes: all.reduce((sum, { size }) => sum + size, 0), blocks: all.reduce((sum, { blocks }) => sum + blocks, 0) };
}
