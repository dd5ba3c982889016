// `npx pnpm@12 outside`, after a build: what somebody has who knows only npm. Packs every package and uses the tarballs in empty folders.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesOf, readTree } from "../check-packages/workspace.ts";
import { pack, type Tarball } from "../check-packed/tarball.ts";
import { agents } from "./agents.ts";
import { composedProgram } from "./composed-program.ts";
import { onlyTheCalendar } from "./only-the-calendar.ts";
import { pluginInHub, scaffoldedPlugin } from "./scaffolded-plugin.ts";
import { stranger } from "./stranger.ts";
import { twoCores } from "./two-cores.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const temporary = await mkdtemp(join(tmpdir(), "casement-outside-"));
const begun = Date.now();
const say = (text: string): void => console.log(`[${Math.round((Date.now() - begun) / 1000)} s] ${text}`);

async function packAll(): Promise<readonly Tarball[]> {
  const tarballs: Tarball[] = [];
  for (const { folder, manifest } of packagesOf(await readTree(root)))
    if (!manifest.private) tarballs.push(await pack(join(root, folder), temporary));
  return tarballs;
}

async function versionsHere(): Promise<{ typescript: string; node: string }> {
  const workspace = await readFile(join(root, "pnpm-workspace.yaml"), "utf8");
  const of = (name: string) => new RegExp(`^ *"?${name}"?: (\\S+)$`, "m").exec(workspace)?.[1] ?? "latest";
  return { typescript: of("typescript"), node: of("@types/node") };
}

try {
  const all = await packAll();
  say(`packed ${all.length} packages`);
  const hub = await stranger(join(temporary, "hub"));
  await onlyTheCalendar(hub, all);
  say("the hub and plugin-calendar: nothing else is installed or loaded, and the demo shows five calendars");
  await agents(hub, all);
  say("the hub and surface-mcp: a client of MCP lists tools and calls one");
  await twoCores(await stranger(join(temporary, "two-cores")), all);
  say("the hub upgraded alone: a plugin with a core of its own works");
  const plugin = await scaffoldedPlugin(await stranger(join(temporary, "author")), all);
  say("npm create casement-plugin: each kind with green tests, types and style, build, npm run dev with calls and a reload");
  await pluginInHub(hub, plugin);
  say("the new plugin, installed beside the hub: loaded, and its permission asked for");
  await composedProgram(await stranger(join(temporary, "program")), all, await versionsHere());
  say("a program with two plugins compiles with skipLibCheck off and runs, on this Node and on Node 24");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(temporary, { recursive: true, force: true });
}
