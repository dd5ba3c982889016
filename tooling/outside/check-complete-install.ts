import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Tarball } from "../check-packed/pack-package.ts";
import { servePackages } from "../check-packed/package-registry.ts";
import { assertThat } from "./assert-that.ts";
import type { OutsideFolder } from "./outside-folder.ts";
import { recordModules } from "./record-modules.ts";

/** Of all files, in MB. */
const maxInstalled = 85;
/** What `casement accounts` must not load with one plugin. */
const unneeded =
  /node_modules\/(@casement\/(plugin-(?!calendar\/)|surface-|graph-(permissions|emulator)\/)|mqtt|aedes|@modelcontextprotocol)/;

const config = `accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins: { calendar: {} }
`;

/** `npm install -g @casement/all` makes one tree in which nothing exists twice, and what a configuration does not use is not loaded. */
export async function checkCompleteInstall(project: OutsideFolder, all: readonly Tarball[]): Promise<string> {
  await using registry = await servePackages(all);
  const npm = (command: string, ...args: readonly string[]): Promise<string> =>
    project.run("npm", command, "--registry", registry.address, "--loglevel=error", ...args);
  await npm("install", "--global", "--prefix", project.folder, "--no-audit", "--no-fund", "@casement/all");
  const tree = join(project.folder, "lib", "node_modules");
  const entries = (await readdir(tree, { recursive: true, withFileTypes: true })).map((entry) => ({
    isFile: entry.isFile(),
    path: join(entry.parentPath, entry.name),
  }));
  const copies = entries.filter(({ path }) => path.endsWith(join("node_modules", "zod"))).length;
  assertThat(copies === 1, `there is one zod (${copies})`);
  const sizes = await Promise.all(entries.flatMap(({ isFile, path }) => (isFile ? [stat(path)] : [])));
  const megabytes = sizes.reduce((sum, { size }) => sum + size, 0) / 1e6;
  assertThat(megabytes <= maxInstalled, `@casement/all has at most ${maxInstalled} MB (${megabytes.toFixed(1)})`);

  const { plugins } = JSON.parse(await project.run("bin/casement", "plugins", "--json"));
  const missing = plugins.filter(({ state }: { state: string }) => state !== "installed").map(({ id }: { id: string }) => id);
  assertThat(plugins.length === 7 && missing.length === 0, `all plugins are installed (${missing.join(", ")})`);
  await project.write("casement.yaml", config);
  const { modules } = await recordModules(project, "lib/node_modules/@casement/all/dist/bin.js", "accounts", "--json");
  assertThat(
    modules.some((url) => url.includes("/plugin-calendar/")),
    "the hook recorded the calendar",
  );
  const surplus = modules.filter((url) => unneeded.test(url));
  assertThat(surplus.length === 0, `what the configuration does not use is not loaded (${surplus.join(", ")})`);

  // What a stranger types first. Nothing is installed in this folder but the program above, which npx does not see.
  const demo = JSON.parse(await npm("exec", "--yes", "--", "@casement/all", "demo", "--once", "--json"));
  const sources = new Set(demo.sensors.map(({ id }: { id: string }) => id.split("/")[1]));
  assertThat(sources.size === 7, `npx @casement/all demo shows sensors of seven plugins (${[...sources].join(", ")})`);
  return `npm install -g @casement/all: one tree with ${megabytes.toFixed(0)} MB, unused parts are not loaded, and npx @casement/all demo runs`;
}
