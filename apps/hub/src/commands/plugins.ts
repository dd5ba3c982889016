import { formatProblem, loadConfig } from "@casement/host/config";
import { type CommandContext, printResult } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { firstPartyLoaders } from "../plugins/first-party-packages.ts";
import { importPackage } from "../plugins/import-package.ts";
import { type ImportedPackage, listPlugins, messageOf, type PluginRow } from "../plugins/plugin-inventory.ts";
import { formatTable } from "../terminal/format-table.ts";

/** Lists the first-party plugins and those of `packages`: whether they are installed and loaded, their version, permissions and errors. */
export async function runPlugins(context: CommandContext): Promise<void> {
  const { style, io } = context;
  const { packages, usedBy } = await readConfiguredPlugins(context);
  const rows = await listPlugins(packages, usedBy);
  printResult(context, { plugins: rows }, () => {
    // Errors of `packages` were already printed, with their line in the configuration.
    const others = rows.filter((row) => !packages.some(({ specifier }) => specifier === row.package));
    const errors = others.filter(({ error, state }) => error !== null && state !== "not installed");
    const shown = formatTable<PluginRow>(
      [
        { title: "PLUGIN", text: ({ id }) => id ?? "?", style: style.bold },
        { title: "PACKAGE", text: (row) => row.package, style: style.dim },
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
      ...(missing.length > 0 ? ["", "To install a missing plugin:", ...missing.map((line) => `  ${line}`)] : []),
    ].join("\n");
  });
}

/** The plugins or the error of every package in the configuration, and the accounts that use each plugin. Empty without a configuration. */
async function readConfiguredPlugins({ io, config: named }: CommandContext) {
  const packages: ImportedPackage[] = [];
  const usedBy = new Map<string, string[]>();
  const location = await findConfigLocation(named, io).catch((error) => {
    if (named !== undefined) throw error;
    return undefined;
  });
  if (!location) return { packages, usedBy };
  const recordImport = async (specifier: string, folder: string) => {
    try {
      const found = await importPackage(specifier, folder);
      packages.push({ specifier, folder, plugins: found, error: null });
      return found;
    } catch (error) {
      packages.push({ specifier, folder, plugins: [], error: messageOf(error) });
      throw error;
    }
  };
  const loading = { file: location.file, cwd: io.cwd, env: io.env, plugins: { known: firstPartyLoaders, importPackage: recordImport } };
  const { config, problems } = await loadConfig(loading);
  if (!config)
    io.warn(
      `The configuration has errors, so no plugin is loaded:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join("\n")}`,
    );
  for (const account of config?.options.accounts ?? [])
    for (const { plugin, enabled } of account.plugins)
      if (enabled !== false) usedBy.set(plugin.id, [...(usedBy.get(plugin.id) ?? []), account.name]);
  return { packages, usedBy };
}
