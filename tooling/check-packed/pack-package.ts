import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { promisify } from "node:util";

export const runProgram = promisify(execFile);

/** A package as it would be published. */
export interface Tarball {
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** Paths inside the package: `dist/index.js`. */
  readonly paths: readonly string[];
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Packs the package in `folder` to a tarball in `target`, with the pnpm that runs this script. Both paths are absolute. */
export async function packPackage(folder: string, target: string): Promise<Tarball> {
  const file = join(target, `${basename(folder)}.tgz`);
  await runProgram("pnpm", ["pack", "--out", file], { cwd: folder });
  const { stdout: list } = await runProgram("tar", ["-tzf", file]);
  const paths = list
    .split("\n")
    .filter(Boolean)
    .map((path) => path.replace(/^package\//, ""));
  const { stdout: manifest } = await runProgram("tar", ["-xzOf", file, "package/package.json"]);
  const parsed: Record<string, unknown> = JSON.parse(manifest);
  return { name: String(parsed.name), file, paths, manifest: parsed };
}
