import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Tarball } from "../check-packed/tarball.ts";
import { closure } from "./closure.ts";
import { expectThat } from "./expect-that.ts";
import { lint } from "./lint.ts";
import { scaffoldedVariants } from "./scaffolded-variants.ts";
import { type Stranger, stranger } from "./stranger.ts";

const name = "casement-plugin-notes";
const example = fileURLToPath(new URL("../../examples/casement-plugin-contacts/src", import.meta.url));

/** `npm create casement-plugin`, and everything that what it wrote promises. Returns the new plugin, packed. */
export async function scaffoldedPlugin(at: Stranger, all: readonly Tarball[]): Promise<Tarball> {
  await at.write("package.json", JSON.stringify({ name: "stranger", private: true }));
  await at.install(closure(all, "create-casement-plugin"));
  const flags = ["--id", "notes", "--scope", "Notes.Read", "--sensor", "pages", "--service", "find-pages", "--yes"];
  await at.run("npx", "create-casement-plugin", name, ...flags);

  const mine = await stranger(join(at.folder, name));
  await mine.install(closure(all, "casement", "@casement/testing"), "--no-save");
  const said = await mine.run("npm", "test");
  expectThat(/2\d passed/.test(said), "its tests are green at once");
  await mine.run("npm", "run", "build");

  await lint(mine);
  await scaffoldedVariants(at, mine);
  await reloads(mine);
  await mine.run("npm", "pack", "--pack-destination", at.folder);
  const [{ filename }] = JSON.parse(await mine.run("npm", "pack", "--dry-run", "--json"));
  // What the guide ends with, put into what the guide begins with.
  for (const file of ["plugin.ts", "emulated.ts", "plugin.test.ts"]) await cp(join(example, file), join(mine.folder, "src", file));
  expectThat(/2\d passed/.test(await mine.run("npm", "test")), "the guide's plugin passes its tests too");
  const manifest = JSON.parse(await readFile(join(mine.folder, "package.json"), "utf8"));
  return { name, file: join(at.folder, filename), paths: [], manifest };
}

/** The demo hub with the plugin: it answers calls, and a change of the source is there without a restart by hand. */
async function reloads(mine: Stranger): Promise<void> {
  const demo = mine.start("npm", "run", "--silent", "dev", "--", "--json");
  try {
    await demo.nextJson();
    const call = async () => JSON.parse(await mine.run("npx", "casement", "call", "home", "notes/find-pages", "name=App", "--json"));
    expectThat((await call()).things.length === 1, "a service of it can be called in the demo");
    const sensors = JSON.parse(await mine.run("npx", "casement", "sensors", "--json")).sensors;
    expectThat(sensors.length === 1 && sensors[0].state === 2, "its sensor shows the emulated things");

    const file = join(mine.folder, "src", "plugin.ts");
    const source = await readFile(file, "utf8");
    await writeFile(
      file,
      source.replace("things: found.filter", "things: [{ id: '1', name: 'New' }, { id: '2', name: 'Newer' }] ?? found.filter"),
    );
    await demo.nextJson();
    expectThat((await call()).things.length === 2, "a change of the source is live");
    await writeFile(file, source);
    await demo.nextJson();
  } finally {
    await demo.stop();
  }
}

/** The new plugin as an installed package of a hub: listed, its permissions asked for, its calls known. */
export async function pluginInHub(hub: Stranger, plugin: Tarball): Promise<void> {
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
  expectThat(row?.state === "loaded" && row.version === "0.0.0" && row.scopes[0] === "Notes.Read", "the hub lists it as loaded");
  const [report] = JSON.parse(await hub.run("npx", "casement", "scopes", "--format", "json"));
  expectThat(report.requested.includes("Notes.Read"), "its permission is asked for");
  expectThat(!report.requested.includes("Calendars.Read"), "and no other plugin's");
}
