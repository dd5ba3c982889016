import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Tarball } from "../check-packed/pack-package.ts";
import { assertThat } from "./assert-that.ts";
import { checkScaffoldedVariants } from "./check-scaffolded-variants.ts";
import { checkStyle } from "./check-style.ts";
import { createOutsideFolder, type OutsideFolder } from "./outside-folder.ts";
import { withDependencies } from "./with-dependencies.ts";

const name = "casement-plugin-notes";
const example = fileURLToPath(new URL("../../examples/casement-plugin-contacts/src", import.meta.url));

/** Checks that a plugin of `npm create casement-plugin` works as its README says. Returns the new plugin, packed. */
export async function checkScaffoldedPlugin(project: OutsideFolder, all: readonly Tarball[]): Promise<Tarball> {
  await project.write("package.json", JSON.stringify({ name: "outside", private: true }));
  await project.install(withDependencies(all, "create-casement-plugin"));
  const flags = ["--id", "notes", "--scope", "Notes.Read", "--sensor", "pages", "--service", "find-pages", "--yes"];
  await project.run("npx", "create-casement-plugin", name, ...flags);

  const plugin = await createOutsideFolder(join(project.folder, name));
  await plugin.install(withDependencies(all, "casement", "@casement/testing"), "--no-save");
  assertThat(/[23]\d passed/.test(await plugin.run("npm", "test")), "its tests pass immediately");
  await plugin.run("npm", "run", "check");
  await checkTypeErrors(plugin);
  await plugin.run("npm", "run", "build");

  await checkStyle(plugin);
  await checkScaffoldedVariants(project, plugin);
  await checkReload(plugin);
  await plugin.run("npm", "pack", "--pack-destination", project.folder);
  const [{ filename }] = JSON.parse(await plugin.run("npm", "pack", "--dry-run", "--json"));
  // The plugin at the end of the guide, in the project from its beginning.
  for (const file of ["plugin.ts", "emulated.ts", "plugin.test.ts"]) await cp(join(example, file), join(plugin.folder, "src", file));
  assertThat(/[23]\d passed/.test(await plugin.run("npm", "test")), "the plugin of the guide passes its tests");
  const manifest = JSON.parse(await readFile(join(plugin.folder, "package.json"), "utf8"));
  return { name, file: join(project.folder, filename), paths: [], manifest };
}

/** `npm run check` finds type errors in files that are not part of the build. */
async function checkTypeErrors(plugin: OutsideFolder): Promise<void> {
  const file = join(plugin.folder, "src", "emulated.ts");
  const source = await readFile(file, "utf8");
  await writeFile(file, `${source}export const wrong: number = "text";\n`);
  const message = await plugin.runFailing("npm", "run", "check");
  assertThat(/src\/emulated\.ts/.test(message), "the type check covers the emulated Graph");
  await writeFile(file, source);
}

/** In the demo hub, services of the plugin can be called, and a change of the source is loaded automatically. */
async function checkReload(plugin: OutsideFolder): Promise<void> {
  const demo = plugin.start("npm", "run", "--silent", "dev", "--", "--json");
  try {
    await demo.nextJson();
    const call = async () => JSON.parse(await plugin.run("npx", "casement", "call", "home", "notes/find-pages", "name=App", "--json"));
    assertThat((await call()).things.length === 1, "a service of the plugin can be called in the demo");
    const sensors = JSON.parse(await plugin.run("npx", "casement", "sensors", "--json")).sensors;
    assertThat(sensors.length === 1 && sensors[0].state === 2, "its sensor shows the emulated items");

    const file = join(plugin.folder, "src", "plugin.ts");
    const source = await readFile(file, "utf8");
    await writeFile(
      file,
      source.replace("things: found.filter", "things: [{ id: '1', name: 'New' }, { id: '2', name: 'Newer' }] ?? found.filter"),
    );
    await demo.nextJson();
    assertThat((await call()).things.length === 2, "a change of the source is loaded");
    await writeFile(file, source);
    await demo.nextJson();
  } finally {
    await demo.stop();
  }
}

/** The hub lists the installed plugin, requests its permissions, and no others. */
export async function checkPluginInHub(hub: OutsideFolder, plugin: Tarball): Promise<void> {
  await hub.install([plugin]);
  const account = [
    "  - name: home",
    "    clientId: 11111111-1111-4111-8111-111111111111",
    "    accountType: work",
    "    plugins: { notes: {} }",
  ];
  await hub.write("casement.yaml", [`packages: [${name}]`, "accounts:", ...account, ""].join("\n"));
  const { plugins } = JSON.parse(await hub.run("npx", "casement", "plugins", "--json"));
  const row = plugins.find(({ id }: { id: string }) => id === "notes");
  assertThat(row?.state === "loaded" && row.version === "0.0.0" && row.scopes[0] === "Notes.Read", "the hub lists the plugin as loaded");
  const {
    accounts: [report],
  } = JSON.parse(await hub.run("npx", "casement", "scopes", "--format", "json"));
  assertThat(report.requested.includes("Notes.Read"), "its permission is requested");
  assertThat(!report.requested.includes("Calendars.Read"), "no permission of another plugin is requested");
}
