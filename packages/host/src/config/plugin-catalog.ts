import { CasementError, definitionOf, type Plugin } from "@casement/core";
import { unknownKeyFinding } from "./check-schema.ts";
import type { ConfigFinding } from "./config-problem.ts";

/** Where plugins come from. Supplied by the program, because the host itself knows no plugin. */
export interface PluginSources {
  /** First-party plugins by id. Imported only if an account uses them. */
  readonly known: Readonly<Record<string, () => Promise<Plugin>>>;
  /** Imports the plugins that a package or path exports. Throws an error with the install command if the package is missing. */
  importPackage(specifier: string, folder: string): Promise<readonly Plugin[]>;
}

export interface PluginCatalog {
  /** Finds the plugin with an id, or reports why it cannot be used. */
  find(id: string): Promise<{ plugin: Plugin } | { finding: Omit<ConfigFinding, "path"> }>;
}

/** Imports the config's packages and adds their plugins to the first-party ones. */
export async function loadPluginCatalog(
  sources: PluginSources,
  packages: readonly string[],
  folder: string,
): Promise<{ catalog: PluginCatalog; findings: readonly ConfigFinding[] }> {
  const findings: ConfigFinding[] = [];
  const packagePlugins = new Map<string, Plugin>();
  const packageOf = new Map<string, string>();
  const ownerOf = (id: string): string => packageOf.get(id) ?? "the hub itself";
  for (const [i, specifier] of packages.entries()) {
    const add = (message: string) => findings.push({ path: ["packages", i], message });
    try {
      for (const plugin of await sources.importPackage(specifier, folder)) {
        const { id } = definitionOf(plugin);
        if (packagePlugins.has(id) || Object.hasOwn(sources.known, id))
          add(`contains a plugin with the ID "${id}", which ${ownerOf(id)} already provides. Remove one of the two, or rename yours`);
        else {
          packagePlugins.set(id, plugin);
          packageOf.set(id, specifier);
        }
      }
    } catch (error) {
      add(messageOf(error));
    }
  }
  const find: PluginCatalog["find"] = async (id) => {
    try {
      const plugin = packagePlugins.get(id) ?? (Object.hasOwn(sources.known, id) ? await sources.known[id]!() : undefined);
      if (plugin) {
        // The first-party plugins' own tests check their definitions.
        definitionOf(plugin, { trusted: !packagePlugins.has(id) });
        return { plugin };
      }
    } catch (error) {
      return { finding: { at: "key", message: messageOf(error) } };
    }
    const ids = [...Object.keys(sources.known), ...packagePlugins.keys()];
    const where = findings.some(({ path }) => path[0] === "packages")
      ? "it may belong to a package that could not be loaded, see packages"
      : "to use a third-party plugin, list its package under  packages:";
    const missing = `is not a known plugin; ${where}`;
    return { finding: unknownKeyFinding([id], ids, missing) };
  };
  return { catalog: { find }, findings };
}

const messageOf = (error: unknown): string => (CasementError.is(error) || error instanceof Error ? error.message : String(error));
