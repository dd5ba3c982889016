import { formatProblem, loadConfig } from "@casement/host/config";
import { type CommandContext, show } from "../command-context.ts";
import { findPlace } from "../hub/place.ts";
import { firstParty } from "../plugins/first-party.ts";
import { importPackage } from "../plugins/import-package.ts";
import { type FoundPackage, messageOf, type PluginRow, surveyPlugins } from "../plugins/survey.ts";
import { table } from "../terminal/table.ts";

/** The plugins that this hub knows and those of the config's packages: installed, loaded, with version, permissions and what is wrong. */
export async function plugins(context: CommandContext): Promise<void> {
  const { paint, io } = context;
  const { packages, usedBy } = await configured(context);
  const rows = await surveyPlugins(packages, usedBy);
  show(context, { plugins: rows }, () => {
    // What is wrong with the config's packages was said with the place in the config.
    const others = rows.filter((row) => !packages.some(({ specifier }) => specifier === row.package));
    const errors = others.filter(({ error, state }) => error !== null && state !== "not installed");
    const shown = table<PluginRow>(
      [
        { title: "PLUGIN", text: ({ id }) => id ?? "?", paint: paint.bold },
        { title: "PACKAGE", text: (row) => row.package, paint: paint.dim },
        { title: "VERSION", text: ({ version }) => version ?? "" },
        { title: "STATE", text: ({ state, accounts }) => (state === "loaded" ? `loaded for ${accounts.join(", ")}` : state) },
        { title: "SENSORS", text: ({ sensors }) => sensors.join(", "), elastic: true },
        { title: "SERVICES", text: ({ services }) => services.join(", "), elastic: true },
        { title: "PERMISSIONS", text: ({ scopes }) => scopes.join(", "), elastic: true },
      ],
      rows,
      io.columns,
    );
    const missing = others.filter(({ state }) => state === "not installed").map((row) => `${row.package}: npm install ${row.package}`);
    return [
      shown,
      ...(errors.length > 0 ? ["", ...errors.map((row) => `${row.package}: ${row.error}`)] : []),
      ...(missing.length > 0 ? ["", "To install what is not:", ...missing.map((line) => `  ${line}`)] : []),
    ].join("\n");
  });
}

/** What the config's packages bring, mistakes included, and which accounts use which plugin. Without a config: nothing. */
async function configured({ io, config: named }: CommandContext) {
  const packages: FoundPackage[] = [];
  const usedBy = new Map<string, string[]>();
  const place = await findPlace(named, io).catch((error) => {
    if (named !== undefined) throw error;
    return undefined;
  });
  if (!place) return { packages, usedBy };
  const noted = async (specifier: string, folder: string) => {
    try {
      const found = await importPackage(specifier, folder);
      packages.push({ specifier, folder, plugins: found, error: null });
      return found;
    } catch (error) {
      packages.push({ specifier, folder, plugins: [], error: messageOf(error) });
      throw error;
    }
  };
  const loading = { file: place.file, cwd: io.cwd, env: io.env, plugins: { known: firstParty, importPackage: noted } };
  const { config, problems } = await loadConfig(loading);
  if (!config)
    io.warn(`The config has mistakes, so nothing is loaded:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join("\n")}`);
  for (const account of config?.options.accounts ?? [])
    for (const { plugin, enabled } of account.plugins)
      if (enabled !== false) usedBy.set(plugin.id, [...(usedBy.get(plugin.id) ?? []), account.name]);
  return { packages, usedBy };
}
