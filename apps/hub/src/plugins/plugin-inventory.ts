import { dirname, isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { definitionOf, type Plugin } from "@casement/core";
import { firstPartyPackages } from "./first-party-packages.ts";
import { manifestOf } from "./package-manifest.ts";

/** One plugin, or one package that brings none, and how this hub stands with it. */
export interface PluginRow {
  /** Null where the package brings no plugin. */
  readonly id: string | null;
  readonly title: string | null;
  /** A package's name, or a path as the config names it. */
  readonly package: string;
  readonly version: string | null;
  readonly state: "loaded" | "installed" | "not installed" | "failed";
  /** Names of the accounts that use it: it is loaded for them. */
  readonly accounts: readonly string[];
  readonly sensors: readonly string[];
  readonly services: readonly string[];
  readonly scopes: readonly string[];
  /** What is wrong, and what to do. */
  readonly error: string | null;
}

/** What the config's `packages:` turned out to be: the plugins of each, or why there are none. */
export interface ImportedPackage {
  readonly specifier: string;
  readonly folder: string;
  readonly plugins: readonly Plugin[];
  readonly error: string | null;
}

const here = dirname(fileURLToPath(import.meta.url));

/** The plugins of this repository, installed or not, and those of the config's packages. `usedBy`: account names by plugin id. */
export async function listPlugins(
  packages: readonly ImportedPackage[],
  usedBy: ReadonlyMap<string, readonly string[]>,
): Promise<PluginRow[]> {
  const ours = Object.entries(firstPartyPackages).map(async ([id, known]): Promise<PluginRow> => {
    const manifest = manifestOf(known.package, here);
    const place = { package: known.package, version: manifest?.version ?? null, accounts: usedBy.get(id) ?? [] };
    try {
      return rowOf(await known.load(), place);
    } catch (error) {
      return { ...emptyRow, ...place, id, state: manifest ? "failed" : "not installed", error: messageOf(error) };
    }
  });
  const theirs = packages.flatMap(({ specifier, folder, plugins, error }): PluginRow[] => {
    const manifest = manifestOf(specifier, folder);
    const place = { package: specifier, version: manifest?.version ?? null };
    if (error !== null) return [{ ...emptyRow, ...place, state: manifest || isPath(specifier) ? "failed" : "not installed", error }];
    return plugins.map((plugin) => rowOf(plugin, { ...place, accounts: usedBy.get(plugin.id) ?? [] }));
  });
  return [...(await Promise.all(ours)), ...theirs];
}

/** Whether the package of one of our plugins is there. Nothing is imported. */
export const isInstalled = (id: string): boolean => manifestOf(firstPartyPackages[id]?.package ?? id, here) !== undefined;

const isPath = (specifier: string): boolean => specifier.startsWith(".") || isAbsolute(specifier);

const emptyRow = { id: null, title: null, accounts: [], sensors: [], services: [], scopes: [] };

function rowOf(plugin: Plugin, place: Pick<PluginRow, "package" | "version" | "accounts">): PluginRow {
  try {
    const { id, title, sensors = {}, services = {}, scopes } = definitionOf(plugin);
    const parts = { sensors: Object.keys(sensors), services: Object.keys(services), scopes: Object.keys(scopes) };
    return { id, title, ...place, state: place.accounts.length > 0 ? "loaded" : "installed", ...parts, error: null };
  } catch (error) {
    return { ...emptyRow, ...place, id: plugin.id, state: "failed", error: messageOf(error) };
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
