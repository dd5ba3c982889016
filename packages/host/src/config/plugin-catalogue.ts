import { CasementError, definitionOf, type Plugin } from "@casement/core";
import type { Finding } from "./problem.ts";
import { unknownKey } from "./schema-findings.ts";

/** Where plugins come from. The host names none; the program that composes it does. */
export interface PluginSources {
  /** First-party plugins by id; imported only when an account asks for them. */
  readonly known: Readonly<Record<string, () => Promise<Plugin>>>;
  /** The plugins that a package (or a path) exports. Throws what is wrong, with the install command where it is missing. */
  importPackage(specifier: string, folder: string): Promise<readonly Plugin[]>;
}

export interface PluginCatalogue {
  /** The plugin of an id, or what is wrong. */
  find(id: string): Promise<{ plugin: Plugin } | { finding: Omit<Finding, "path"> }>;
}

/** Imports the packages of the config and offers their plugins beside the known ones. */
export async function catalogueOf(
  sources: PluginSources,
  packages: readonly string[],
  folder: string,
): Promise<{ catalogue: PluginCatalogue; findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const found = new Map<string, Plugin>();
  const from = new Map<string, string>();
  const of = (id: string): string => from.get(id) ?? "the hub itself";
  for (const [i, specifier] of packages.entries()) {
    const add = (message: string) => findings.push({ path: ["packages", i], message });
    try {
      for (const plugin of await sources.importPackage(specifier, folder)) {
        const { id } = definitionOf(plugin);
        if (found.has(id) || Object.hasOwn(sources.known, id))
          add(`brings a plugin "${id}", but ${of(id)} brings one of that id already. Take one out, or rename yours`);
        else {
          found.set(id, plugin);
          from.set(id, specifier);
        }
      }
    } catch (error) {
      add(messageOf(error));
    }
  }
  const find: PluginCatalogue["find"] = async (id) => {
    try {
      const plugin = found.get(id) ?? (Object.hasOwn(sources.known, id) ? await sources.known[id]!() : undefined);
      if (plugin) {
        // The first-party plugins' own tests check their definitions.
        definitionOf(plugin, { trusted: !found.has(id) });
        return { plugin };
      }
    } catch (error) {
      return { finding: { at: "key", message: messageOf(error) } };
    }
    const ids = [...Object.keys(sources.known), ...found.keys()];
    const where = findings.some(({ path }) => path[0] === "packages")
      ? "it may be of a package that could not be loaded, see there"
      : "a third party's package is listed under  packages:";
    const missing = `is no plugin that this hub knows; ${where}`;
    return { finding: unknownKey([id], ids, missing) };
  };
  return { catalogue: { find }, findings };
}

const messageOf = (error: unknown): string => (CasementError.is(error) || error instanceof Error ? error.message : String(error));
