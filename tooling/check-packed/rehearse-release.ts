import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runProgram } from "./pack-package.ts";

interface ReleasedManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
}

/**
 * Runs `changeset version` in a copy of the manifests in `folder`. With a change of one package and the pending changesets, every published
 * package must get the same new version and a change log. Returns one sentence for each failure, and the version.
 */
export async function rehearseRelease(root: string, folder: string): Promise<{ problems: readonly string[]; version: string }> {
  const { stdout } = await runProgram("git", ["ls-files", "--", "*package.json", "pnpm-workspace.yaml", ".changeset"], { cwd: root });
  const paths = stdout.split("\n").filter((path) => path);
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path));
  }
  const manifests = (): Promise<Map<string, ReleasedManifest>> => readManifests(folder, paths);
  const before = await manifests();
  const [leaf = ""] = [...before.values()].filter((manifest) => !manifest.private).map(({ name }) => name);
  await writeFile(join(folder, ".changeset", "rehearsal.md"), `---\n"${leaf}": patch\n---\n\nA rehearsal.\n`);
  const isMajorWanted = await wantsMajor(folder, paths);
  await runProgram("git", ["init", "--quiet"], { cwd: folder });
  await runProgram(join(root, "node_modules", ".bin", "changeset"), ["version"], { cwd: folder });

  const problems: string[] = [];
  const after = await manifests();
  const version = [...after.values()].find(({ name }) => name === leaf)?.version ?? "";
  const majorOf = (text = ""): string | undefined => text.split(".")[0];
  const current = [...before.values()].find(({ name }) => name === leaf)?.version;
  // Changesets also raises the major version where the range of a peer does not include the new version.
  if (majorOf(version) !== majorOf(current) && !isMajorWanted)
    problems.push(`the next version would be ${version}, but no changeset says "major": a range in peerDependencies is too narrow`);
  for (const [path, manifest] of after) {
    const old = before.get(path)?.version;
    if (manifest.private) {
      if (manifest.version !== old) problems.push(`${manifest.name} is private and would get version ${manifest.version}`);
    } else if (manifest.version === old || manifest.version !== version) {
      problems.push(`${manifest.name} would be ${manifest.version}, ${leaf} ${version}: packages are released together`);
    } else {
      const log = await readFile(join(folder, dirname(path), "CHANGELOG.md"), "utf8").catch(() => "");
      if (!log.includes(`## ${version}`)) problems.push(`${manifest.name}: no entry for ${version} in its change log`);
    }
  }
  return { problems, version };
}

async function wantsMajor(folder: string, paths: readonly string[]): Promise<boolean> {
  const files = paths.filter((path) => path.startsWith(".changeset/") && path.endsWith(".md"));
  const texts = await Promise.all(files.map((path) => readFile(join(folder, path), "utf8").catch(() => "")));
  return texts.some((text) => /^"[^"]+": major$/m.test(text));
}

async function readManifests(folder: string, paths: readonly string[]): Promise<Map<string, ReleasedManifest>> {
  const manifests = paths.filter((path) => path.endsWith("package.json"));
  return new Map(await Promise.all(manifests.map(async (path) => [path, JSON.parse(await readFile(join(folder, path), "utf8"))] as const)));
}
