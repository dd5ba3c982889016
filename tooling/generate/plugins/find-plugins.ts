import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { definitionOf, type Plugin, type PluginDefinition } from "../../../packages/core/src/index.ts";

export interface FoundPlugin {
  /** `packages/plugin-calendar` */
  readonly folder: string;
  readonly definition: PluginDefinition;
}

/** Finds the plugins of this repository, sorted by name. */
export async function findPlugins(root: string): Promise<readonly FoundPlugin[]> {
  const names = (await readdir(join(root, "packages"))).filter((name) => name.startsWith("plugin-")).sort();
  const found = names.map(async (name): Promise<readonly FoundPlugin[]> => {
    const module: Record<string, unknown> = await import(pathToFileURL(join(root, "packages", name, "src", "index.ts")).href);
    const plugins = Object.values(module).filter(
      (value): value is Plugin => typeof value === "object" && value !== null && "apiVersion" in value,
    );
    return plugins.map((plugin) => ({ folder: `packages/${name}`, definition: definitionOf(plugin) }));
  });
  return (await Promise.all(found)).flat();
}
