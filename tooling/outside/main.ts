// `npx pnpm@12 outside` builds and packs every package, and uses the tarballs with npm in folders outside of the workspace.
// `npx pnpm@12 paths` follows the documents with the tarballs instead, to the letter: `outside npm`, `clone` or `guide` follows one of them.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesOf, readTree } from "../check-packages/workspace.ts";
import { packPackage, type Tarball } from "../check-packed/pack-package.ts";
import { servePackages } from "../check-packed/package-registry.ts";
import { checkCompleteInstall } from "./check-complete-install.ts";
import { checkComposedProgram } from "./check-composed-program.ts";
import { checkMcpClient } from "./check-mcp-client.ts";
import { checkMinimalInstall } from "./check-minimal-install.ts";
import { checkPluginInHub, checkScaffoldedPlugin } from "./check-scaffolded-plugin.ts";
import { checkTwoCores } from "./check-two-cores.ts";
import { followClone } from "./follow-clone.ts";
import { followGuide } from "./follow-guide.ts";
import { followNpm } from "./follow-npm.ts";
import { createOutsideFolder } from "./outside-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const temporary = await mkdtemp(join(tmpdir(), "casement-outside-"));
const wanted = process.argv.slice(2);
const start = Date.now();
const log = (text: string): void => console.log(`[${Math.round((Date.now() - start) / 1000)} s] ${text}`);

async function packAll(): Promise<readonly Tarball[]> {
  const tarballs: Tarball[] = [];
  for (const { folder, manifest } of packagesOf(await readTree(root)))
    if (!manifest.private) tarballs.push(await packPackage(join(root, folder), temporary));
  return tarballs;
}

async function versionsHere(): Promise<{ typescript: string; node: string }> {
  const workspace = await readFile(join(root, "pnpm-workspace.yaml"), "utf8");
  const versionOf = (name: string) => new RegExp(`^ *"?${name}"?: (\\S+)$`, "m").exec(workspace)?.[1] ?? "latest";
  return { typescript: versionOf("typescript"), node: versionOf("@types/node") };
}

try {
  const all = await packAll();
  log(`packed ${all.length} packages`);
  for (const [name, follow] of documentPaths(all)) if (wanted.includes(name)) log(await follow());
  if (wanted.length === 0) await checkPackages(all);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

/** The paths that documents show, each followed to the letter. */
function documentPaths(all: readonly Tarball[]): ReadonlyMap<string, () => Promise<string>> {
  return new Map([
    [
      "npm",
      async () => {
        await using registry = await servePackages(all);
        await followNpm(join(temporary, "npm"), registry, log);
        return "from README, @casement/all, docs/start.md and the README of the hub to live sensors with npm";
      },
    ],
    [
      "clone",
      async () => {
        await followClone(join(temporary, "clone"), log);
        return "from README and docs/command-line.md to live sensors in a clone";
      },
    ],
    [
      "guide",
      async () => {
        await using registry = await servePackages(all);
        return await followGuide(join(temporary, "guide"), registry, log);
      },
    ],
  ]);
}

async function checkPackages(all: readonly Tarball[]): Promise<void> {
  const hub = await createOutsideFolder(join(temporary, "hub"));
  await checkMinimalInstall(hub, all);
  log("hub with plugin-calendar: nothing else is installed or loaded, and the demo shows five calendars");
  await checkMcpClient(hub, all);
  log("hub with surface-mcp: an MCP client lists tools and calls one");
  log(await checkCompleteInstall(await createOutsideFolder(join(temporary, "complete")), all));
  await checkTwoCores(await createOutsideFolder(join(temporary, "two-cores")), all);
  log("the hub upgraded alone: a plugin with its own copy of core works");
  const plugin = await checkScaffoldedPlugin(await createOutsideFolder(join(temporary, "author")), all);
  log(
    "npm create casement-plugin: every kind of plugin passes tests, type check, style check and build; npm run dev handles calls and reloads",
  );
  await checkPluginInHub(hub, plugin);
  log("the new plugin in a hub: loaded, and its permission requested");
  await checkComposedProgram(await createOutsideFolder(join(temporary, "program")), all, await versionsHere());
  log("a program with two plugins compiles without skipLibCheck, and runs on this version of Node.js and on version 24");
}
