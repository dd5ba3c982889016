import { dirname, isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { definitionOf, type Plugin } from "@casement/core";
import { firstPartyPackages } from "./first-party-packages.ts";
import { manifestOf } from "./package-manifest.ts";

/** The state of one plugin, or of a package without a plugin. */
export interface PluginRow {
  /** Null if the package has no plugin. */
  readonly id: string | null;
  readonly title: string | null;
  /** Name of the package, or the path as written in the configuration. */
  readonly package: string;
  readonly version: string | null;
  readonly state: "loaded" | "installed" | "not installed" | "failed";
  /** Names of the accounts that use the plugin. */
  readonly accounts: readonly string[];
  readonly sensors: readonly string[];
  readonly services: readonly string[];
  readonly scopes: readonly string[];
  /** The problem and how to fix it. */
  readonly error: string | null;
}

/** An entry of `packages` in the configuration: its plugins, or the error. */
export interface ImportedPackage {
  readonly specifier: string;
  readonly folder: string;
  readonly plugins: readonly Plugin[];
  readonly error: string | null;
}

const ownFolder = dirname(fileURLToPath(import.meta.url));

/** Lists the first-party plugins, installed or not, and those of `packages`. `usedBy`: account names by plugin ID. */
export async function listPlugins(
  packages: readonly ImportedPackage[],
  usedBy: ReadonlyMap<string, readonly string[]>,
): Promise<PluginRow[]> {
  const firstParty = Object.entries(firstPartyPackages).map(async ([id, known]): Promise<PluginRow> => {
    const manifest = manifestOf(known.package, ownFolder);
    const origin = { package: known.package, version: manifest?.version ?? null, accounts: usedBy.get(id) ?? [] };
    try {
      return rowOf(await known.load(), origin);
    } catch (error) {
      return { ...emptyRow, ...origin, id, state: manifest ? "failed" : "not installed", error: messageOf(error) };
    }
  });
  const thirdParty = packages.flatMap(({ specifier, folder, plugins, error }): PluginRow[] => {
    const manifest = manifestOf(specifier, folder);
    const origin = { package: specifier, version: manifest?.version ?? null };
    if (error !== null) return [{ ...emptyRow, ...origin, state: manifest || isPath(specifier) ? "failed" : "not installed", error }];
    return plugins.map((plugin) => rowOf(plugin, { ...origin, accounts: usedBy.get(plugin.id) ?? [] }));
  });
  return [...(await Promise.all(firstParty)), ...thirdParty];
}

/** Whether a package is installed, given its name or the ID of a first-party plugin. Imports nothing. */
export const isInstalled = (id: string): boolean => manifestOf(firstPartyPackages[id]?.package ?? id, ownFolder) !== undefined;

const isPath = (specifier: string): boolean => specifier.startsWith(".") || isAbsolute(specifier);

const emptyRow = { id: null, title: null, accounts: [], sensors: [], services: [], scopes: [] };

function rowOf(plugin: Plugin, origin: Pick<PluginRow, "package" | "version" | "accounts">): PluginRow {
  try {
    const { id, title, sensors = {}, services = {}, scopes } = definitionOf(plugin);
    const parts = { sensors: Object.keys(sensors), services: Object.keys(services), scopes: Object.keys(scopes) };
    return { id, title, ...origin, state: origin.accounts.length > 0 ? "loaded" : "installed", ...parts, error: null };
  } catch (error) {
    return { ...emptyRow, ...origin, id: plugin.id, state: "failed", error: messageOf(error) };
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
