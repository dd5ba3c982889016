import { CasementError, definitionOf, type Plugin } from "@casement/core";
import { unknownKeyFinding } from "./check-schema.ts";
import type { ConfigFinding } from "./config-problem.ts";

/** Where plugins come from. The host names none; the program that composes it does. */
export interface PluginSources {
  /** First-party plugins by id; imported only when an account asks for them. */
  readonly known: Readonly<Record<string, () => Promise<Plugin>>>;
  /** The plugins that a package (or a path) exports. Throws what is wrong, with the install command where it is missing. */
  importPackage(specifier: string, folder: string): Promise<readonly Plugin[]>;
}

export interface PluginCatalog {
  /** The plugin of an id, or what is wrong. */
  find(id: string): Promise<{ plugin: Plugin } | { finding: Omit<ConfigFinding, "path"> }>;
}

/** Imports the packages of the config and offers their plugins beside the known ones. */
export async function loadPluginCatalog(
  sources: PluginSources,
  packages: readonly string[],
  folder: string,
): Promise<{ catalogue: PluginCatalog; findings: readonly ConfigFinding[] }> {
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
          add(`brings a plugin "${id}", but ${ownerOf(id)} brings one of that id already. Take one out, or rename yours`);
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
      ? "it may be of a package that could not be loaded, see there"
      : "a third party's package is listed under  packages:";
    const missing = `is no plugin that this hub knows; ${where}`;
    return { finding: unknownKeyFinding([id], ids, missing) };
  };
  return { catalogue: { find }, findings };
}

const messageOf = (error: unknown): string => (CasementError.is(error) || error instanceof Error ? error.message : String(error));
