import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Tarball } from "../check-packed/pack-package.ts";
import { assertThat } from "./assert-that.ts";
import type { OutsideFolder } from "./outside-folder.ts";
import { recordModules } from "./record-modules.ts";
import { withDependencies } from "./with-dependencies.ts";

const unwantedPackage = /^(@casement\/(plugin-(?!calendar$).*|surface-(?!http$).*)|mqtt.*|aedes.*|@modelcontextprotocol\/.*)$/;
/** Libraries that a hub does not need until it reads mail bodies, signs in, or calls Graph. */
const lazyLibrary = /node_modules\/(sanitize-html|htmlparser2|fflate|@azure\/msal-node|@microsoft\/microsoft-graph-client|mqtt)\//;

const config = (plugins: string): string => `accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins: ${plugins}
`;

/** With the hub and one plugin, nothing else is installed or loaded. For a missing plugin, the error says how to install it. */
export async function checkMinimalInstall(project: OutsideFolder, all: readonly Tarball[]): Promise<void> {
  await project.write("package.json", JSON.stringify({ name: "outside", private: true, type: "module" }));
  await project.install(withDependencies(all, "casement", "@casement/plugin-calendar"));
  const surplus = (await listInstalled(join(project.folder, "node_modules"))).filter((name) => unwantedPackage.test(name));
  assertThat(surplus.length === 0, `only requested packages are installed (${surplus.join(", ")})`);

  const program = "node_modules/casement/dist/bin.js";
  const { output, modules: loaded } = await recordModules(project, program, "demo", "--once", "--json");
  const { sensors } = JSON.parse(output);
  assertThat(
    sensors.filter(({ id }: { id: string }) => id.startsWith("home/calendar/")).length === 5 &&
      sensors.every(({ stale }: { stale: boolean }) => !stale),
    "the demo shows five live calendars",
  );
  assertThat(
    loaded.some((url) => url.includes("plugin-calendar")),
    "the hook recorded the calendar",
  );
  const unneeded = loaded.filter((url) =>
    /node_modules\/(@casement\/(plugin-(?!calendar\/)|surface-(?!http\/)|graph-permissions\/)|mqtt|aedes|@modelcontextprotocol)/.test(url),
  );
  assertThat(unneeded.length === 0, `only required modules are loaded (${unneeded.join(", ")})`);

  await project.write("casement.yaml", config("{ calendar: {}, email: {} }"));
  const message = await project.runFailing("npx", "casement", "scopes");
  assertThat(/npm install @casement\/plugin-email/.test(message), "for a missing plugin, the error contains the install command");
  await project.write("casement.yaml", config("{ calendar: {} }"));
  const { modules: opened } = await recordModules(project, program, "accounts", "--json");
  assertThat(
    opened.some((url) => url.includes("/@casement/host/")) && opened.some((url) => url.includes("/yaml/dist/")),
    "the hook recorded an imported module and a required library",
  );
  const early = opened.filter((url) => lazyLibrary.test(url));
  assertThat(early.length === 0, `opening a host loads no library before it is needed (${early.join(", ")})`);
  const { plugins } = JSON.parse(await project.run("npx", "casement", "plugins", "--json"));
  const states = Object.fromEntries(plugins.map(({ id, state }: { id: string; state: string }) => [id, state]));
  assertThat(
    states.calendar === "loaded" && states.email === "not installed",
    "`casement plugins` shows which plugins are installed and loaded",
  );
}

async function listInstalled(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith(".")) continue;
    const packages = name.startsWith("@") ? (await readdir(join(folder, name))).map((rest) => `${name}/${rest}`) : [name];
    for (const found of packages) names.push(found, ...(await listInstalled(join(folder, found, "node_modules"))));
  }
  return names;
}
