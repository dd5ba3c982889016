import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CasementError } from "@casement/core";
import type { AddedArea } from "@casement/graph-emulator";
import { importPackage } from "../plugins/import-package.ts";

/** Plugins that a demo runs in place of its calendar, for their authors. */
export interface DemoPlugins {
  /** For `packages:` of the config. */
  readonly packages: readonly string[];
  readonly ids: readonly string[];
  /** Parts of Graph that the emulator lacks. */
  readonly areas: readonly AddedArea[];
}

/**
 * Loads what `--plugin` (packages or paths) and `--emulate` (a file that exports areas) name, from the folder the command runs in.
 * @throws CasementError `config-invalid`
 */
export async function loadDemoPlugins(cwd: string, packages: readonly string[], emulate: string | undefined): Promise<DemoPlugins> {
  const specifiers = packages.map((specifier) => (specifier.startsWith(".") ? resolve(cwd, specifier) : specifier));
  const ids: string[] = [];
  for (const specifier of specifiers)
    try {
      ids.push(...(await importPackage(specifier, cwd)).map(({ id }) => id));
    } catch (cause) {
      throw new CasementError("config-invalid", `--plugin ${specifier} ${(cause as Error).message}`, { cause });
    }
  return { packages: specifiers, ids, areas: emulate === undefined ? [] : await importAreas(resolve(cwd, emulate)) };
}

async function importAreas(file: string): Promise<readonly AddedArea[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(file).href).catch((cause) => {
    throw new CasementError("config-invalid", `--emulate ${file} cannot be loaded: ${cause.message}`, { cause });
  });
  const areas = Object.values(module).filter((value): value is AddedArea => typeof value === "function");
  if (areas.length > 0) return areas;
  throw new CasementError("config-invalid", `--emulate ${file} exports no area. Export what createCollectionArea returns.`);
}
