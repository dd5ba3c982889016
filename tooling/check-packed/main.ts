// `npx pnpm@12 check-packed`, after a build: packs every package as it would be published, and checks and installs the result.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesOf, readTree } from "../check-packages/workspace.ts";
import { checkContents } from "./check-contents.ts";
import { checkReleaseWorkflow } from "./check-release-workflow.ts";
import { installAndRun } from "./install-and-run.ts";
import { checkTypes, lintPackage } from "./lint-package.ts";
import { packPackage, type Tarball } from "./pack-package.ts";
import { rehearseRelease } from "./rehearse-release.ts";
import { rehearseSbom } from "./rehearse-sbom.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const report = (problems: readonly string[], success: string): void => {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(success);
};

const temporary = await mkdtemp(join(tmpdir(), "casement-packed-"));
try {
  const tarballs: Tarball[] = [];
  for (const { folder, manifest, sources } of packagesOf(await readTree(root))) {
    if (manifest.private) continue;
    const tarball = await packPackage(join(root, folder), temporary);
    tarballs.push(tarball);
    const shipped = sources.flatMap(({ localPath, shipped }) => (shipped ? [localPath] : []));
    const problems = [...checkContents(tarball, shipped), ...(await lintPackage(tarball)), ...(await checkTypes(tarball))];
    report(problems, `${tarball.name}: ${tarball.paths.length} files, no problems`);
  }
  const { problems, version } = await rehearseRelease(root, join(temporary, "release"));
  report(problems, `rehearsed a release: ${tarballs.length} packages, all ${version}, each with a change log`);
  const workflow = await readFile(join(root, ".github/workflows/release.yml"), "utf8");
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  report([...checkReleaseWorkflow(workflow, scripts)], "the release workflow has its scripts, permissions and images");
  const sbom = await rehearseSbom(root, join(temporary, "casement.cdx.json"));
  report(sbom.problems, `rehearsed the SBOM: ${sbom.packages} packages, each with its license`);
  report(
    await installAndRun(temporary, tarballs),
    "installed into an empty folder: every package can be imported, and every command starts",
  );
} finally {
  await rm(temporary, { recursive: true });
}
