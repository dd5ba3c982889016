// `npx pnpm@12 check-packed`, after a build: packs every package as it would be published and looks at what a stranger would get.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packagesOf, readTree } from "../check-packages/workspace.ts";
import { checkContents } from "./contents.ts";
import { installAndRun } from "./install.ts";
import { rehearseRelease } from "./rehearse-release.ts";
import { pack, run, type Tarball } from "./tarball.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

async function lint({ name, file, manifest }: Tarball): Promise<readonly string[]> {
  const tarball = await readFile(file);
  const { messages } = await publint({ pack: { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.length) } });
  return messages.map((message) => `${name}: publint: ${formatMessage(message, manifest, { color: false })}`);
}

/** Whether programs that import the package get the types that belong to what they run. */
async function typesAreRight({ name, file }: Tarball): Promise<readonly string[]> {
  const attw = join(root, "node_modules", ".bin", "attw");
  return run(attw, ["--profile", "esm-only", "--no-emoji", "--no-color", "--format", "ascii", file]).then(
    () => [],
    (error: { stdout?: string; message: string }) => [`${name}: attw: ${error.stdout?.trim() || error.message}`],
  );
}

const say = (problems: readonly string[], fine: string): void => {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(fine);
};

const temporary = await mkdtemp(join(tmpdir(), "casement-packed-"));
try {
  const tarballs: Tarball[] = [];
  for (const { folder, manifest, sources } of packagesOf(await readTree(root))) {
    if (manifest.private) continue;
    const tarball = await pack(join(root, folder), temporary);
    tarballs.push(tarball);
    const shipped = sources.flatMap(({ localPath, shipped }) => (shipped ? [localPath] : []));
    const problems = [...checkContents(tarball, shipped), ...(await lint(tarball)), ...(await typesAreRight(tarball))];
    say(problems, `${tarball.name}: ${tarball.paths.length} files, in order`);
  }
  const { problems, version } = await rehearseRelease(root, join(temporary, "release"));
  say(problems, `a rehearsed release: ${tarballs.length} packages, all ${version}, each with its change log`);
  say(await installAndRun(temporary, tarballs), "installed into an empty folder: every package can be imported, every command starts");
} finally {
  await rm(temporary, { recursive: true });
}
