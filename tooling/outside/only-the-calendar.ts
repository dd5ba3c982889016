import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tarball } from "../check-packed/tarball.ts";
import { closure } from "./closure.ts";
import { expectThat } from "./expect-that.ts";
import type { Stranger } from "./stranger.ts";

const notAskedFor = /^(@casement\/(plugin-(?!calendar$).*|surface-(?!http$).*)|mqtt.*|aedes.*|@modelcontextprotocol\/.*)$/;
/** Notes every module that Node imports, and at the end those that were required. */
const hook = `import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(new URL("./loaded.txt", import.meta.url), url + "\\n");
  return next(url, context);
}`;

const register = `import { appendFileSync } from "node:fs";
import { createRequire, register } from "node:module";
register("./hook.mjs", import.meta.url);
const { cache } = createRequire(import.meta.url);
process.on("exit", () => appendFileSync(new URL("./loaded.txt", import.meta.url), Object.keys(cache).join("\\n") + "\\n"));
`;
/** Libraries for what a hub without mail bodies, sign-in under way and calls to Graph does not do. */
const notNeededYet = /node_modules\/(sanitize-html|htmlparser2|fflate|@azure\/msal-node|@microsoft\/microsoft-graph-client|mqtt)\//;

const config = (plugins: string): string => `accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins: ${plugins}
`;

/** The hub and one plugin: nothing else is installed or loaded, and what is missing is answered with how to install it. */
export async function onlyTheCalendar(at: Stranger, all: readonly Tarball[]): Promise<void> {
  await at.write("package.json", JSON.stringify({ name: "stranger", private: true, type: "module" }));
  await at.install(closure(all, "casement", "@casement/plugin-calendar"));
  const surplus = (await installedIn(join(at.folder, "node_modules"))).filter((name) => notAskedFor.test(name));
  expectThat(surplus.length === 0, `nothing is installed that was not asked for (${surplus.join(", ")})`);

  await at.write("hook.mjs", hook);
  await at.write("register.mjs", register);
  const watched = (...args: string[]): Promise<string> =>
    at.run("node", "--import", "./register.mjs", "node_modules/casement/dist/bin.js", ...args, "--json");
  const loadedModules = async (): Promise<string[]> => (await readFile(join(at.folder, "loaded.txt"), "utf8")).split("\n");
  const out = await watched("demo", "--once");
  const { sensors } = JSON.parse(out);
  expectThat(
    sensors.filter(({ id }: { id: string }) => id.startsWith("home/calendar/")).length === 5 &&
      sensors.every(({ stale }: { stale: boolean }) => !stale),
    "the demo shows five live calendars",
  );
  const loaded = await loadedModules();
  expectThat(
    loaded.some((url) => url.includes("plugin-calendar")),
    "the hook saw the calendar being loaded",
  );
  const strange = loaded.filter((url) =>
    /node_modules\/(@casement\/(plugin-(?!calendar\/)|surface-(?!http\/)|graph-permissions\/)|mqtt|aedes|@modelcontextprotocol)/.test(url),
  );
  expectThat(strange.length === 0, `nothing is loaded that is not needed (${strange.join(", ")})`);

  await at.write("casement.yaml", config("{ calendar: {}, email: {} }"));
  const refusal = await at.refused("npx", "casement", "scopes");
  expectThat(/npm install @casement\/plugin-email/.test(refusal), "a plugin that is not installed is answered with the command");
  await at.write("casement.yaml", config("{ calendar: {} }"));
  await at.write("loaded.txt", "");
  await watched("accounts");
  const opened = await loadedModules();
  expectThat(
    opened.some((url) => url.includes("/@casement/host/")) && opened.some((url) => url.includes("/yaml/dist/")),
    "the hook saw the host being imported, and a library of its own being required",
  );
  const early = opened.filter((url) => notNeededYet.test(url));
  expectThat(early.length === 0, `a host that is opened has not loaded what it does not need yet (${early.join(", ")})`);
  const { plugins } = JSON.parse(await at.run("npx", "casement", "plugins", "--json"));
  const states = Object.fromEntries(plugins.map(({ id, state }: { id: string; state: string }) => [id, state]));
  expectThat(states.calendar === "loaded" && states.email === "not installed", "`casement plugins` tells which is installed and loaded");
}

async function installedIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith(".")) continue;
    const own = name.startsWith("@") ? (await readdir(join(folder, name))).map((rest) => `${name}/${rest}`) : [name];
    for (const one of own) names.push(one, ...(await installedIn(join(folder, one, "node_modules"))));
  }
  return names;
}
