import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CasementError, type Plugin } from "@casement/core";
import type { AddedArea } from "@casement/graph-emulator";
import { firstPartyPackages } from "../plugins/first-party-packages.ts";
import { importPackage, locatePackage } from "../plugins/import-package.ts";

/** The plugins that a demo runs instead of the sample configuration. */
export interface DemoPlugins {
  /** Absolute paths for `packages:` in the configuration. Without first-party plugins, which the hub knows. */
  readonly packages: readonly string[];
  /** IDs of all plugins. */
  readonly ids: readonly string[];
  /** Areas of Graph that the emulator does not have. */
  readonly areas: readonly AddedArea[];
}

/**
 * Loads the plugins of `--plugin` (package names or paths) and the areas of `--emulate` (files), resolved from the current folder.
 * @throws CasementError `config-invalid`
 */
export async function loadDemoPlugins(cwd: string, specifiers: readonly string[], files: readonly string[]): Promise<DemoPlugins> {
  const packages: string[] = [];
  const ids: string[] = [];
  for (const specifier of specifiers)
    try {
      const firstParty = Object.values(firstPartyPackages).find((candidate) => candidate.package === specifier);
      const plugins: readonly Plugin[] = firstParty ? [await firstParty.load()] : await importPackage(specifier, cwd);
      ids.push(...plugins.map(({ id }) => id));
      // The demo's configuration is in another folder, from which the name of a package does not resolve.
      if (!firstParty) packages.push(locatePackage(specifier, cwd));
    } catch (cause) {
      if (CasementError.is(cause)) throw cause;
      throw new CasementError("config-invalid", `--plugin ${specifier} ${(cause as Error).message}`, { cause });
    }
  const areas = await Promise.all(files.map((file) => importAreas(resolve(cwd, file))));
  return { packages, ids, areas: areas.flat() };
}

async function importAreas(file: string): Promise<readonly AddedArea[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(file).href).catch((cause) => {
    throw new CasementError("config-invalid", `--emulate ${file} could not be loaded: ${cause.message}`, { cause });
  });
  const areas = Object.values(module).filter((value): value is AddedArea => typeof value === "function");
  if (areas.length > 0) return areas;
  throw new CasementError("config-invalid", `--emulate ${file} exports no area. Export the value that createCollectionArea returns.`);
}
