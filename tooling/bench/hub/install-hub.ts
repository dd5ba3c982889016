import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packagesOf, readTree } from "../../check-packages/workspace.ts";
import { pack, run } from "../../check-packed/tarball.ts";

export interface InstalledHub {
  readonly folder: string;
  /** The `casement` command's file. */
  readonly command: string;
  /** What the hub's packages use from outside this repository, by name. */
  readonly libraries: readonly string[];
  readonly packages: number;
  /** Of all files. */
  readonly megabytes: number;
  /** As the disk counts, in whole blocks. */
  readonly megabytesOnDisk: number;
}

/** Not for a hub that runs: for whoever writes plugins. MCP is a package of its own (product.md §7). */
const left = new Set(["@casement/testing", "@casement/surface-mcp", "create-casement-plugin"]);

/** Packs what `turbo run build` has made and installs it into an empty folder: the hub, all plugins, HTTP and MQTT. */
export async function installHub(root: string, folder: string): Promise<InstalledHub> {
  const wanted = packagesOf(await readTree(root)).filter(({ manifest }) => !manifest.private && !left.has(manifest.name));
  const tarballs: string[] = [];
  for (const { folder: source } of wanted) tarballs.push((await pack(join(root, source), folder)).file);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "household", private: true, type: "module" }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--omit=dev", ...tarballs], { cwd: folder });

  const own = new Set(wanted.map(({ manifest }) => manifest.name));
  const libraries = wanted.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {})).filter((name) => !own.has(name));
  const { stdout } = await run("npm", ["ls", "--all", "--parseable"], { cwd: folder });
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
