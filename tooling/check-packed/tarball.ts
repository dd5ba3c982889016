import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { promisify } from "node:util";

export const run = promisify(execFile);

/** A package as it would be published. */
export interface Tarball {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** Paths inside the package: `dist/index.js`. */
  readonly paths: readonly string[];
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Packs the package in `folder` into `target` (both absolute), with the pnpm that runs this script. */
export async function pack(folder: string, target: string): Promise<Tarball> {
  const file = join(target, `${basename(folder)}.tgz`);
  await run("pnpm", ["pack", "--out", file], { cwd: folder });
  const { stdout: list } = await run("tar", ["-tzf", file]);
  const paths = list
    .split("\n")
    .filter(Boolean)
    .map((path) => path.replace(/^package\//, ""));
  const { stdout: manifest } = await run("tar", ["-xzOf", file, "package/package.json"]);
  const parsed: Record<string, unknown> = JSON.parse(manifest);
  return { name: String(parsed.name), file, paths, manifest: parsed };
}
