import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { definitionOf, type Plugin, type PluginDefinition } from "../../../packages/core/src/index.ts";
import { replaceSection } from "../../../packages/testing/src/readme/marked-section.ts";
import { pluginsTable, pluginTables } from "../../../packages/testing/src/readme/plugin-tables.ts";
import type { Generator } from "../generator.ts";

interface FoundPlugin {
  /** `packages/plugin-calendar` */
  readonly folder: string;
  readonly definition: PluginDefinition;
}

/** The tables in the README of every plugin and of the repository, from what the plugins declare. */
export const pluginsGenerator: Generator = {
  name: "plugins",
  async make(root) {
    const plugins = await findPlugins(root);
    const section = async (path: string, name: string, body: string, starter = "") => {
      const text = await readFile(join(root, path), "utf8").catch(() => starter);
      return { path, text: replaceSection(text, name, body, path) };
    };
    return Promise.all([
      section("README.md", "plugins", pluginsTable(plugins)),
      ...plugins.map(({ folder, definition }) => {
        const starter = `# @casement/${basename(folder)}\n\n${definition.title}\n\n<!-- generated:tables -->\n<!-- /generated -->\n`;
        return section(`${folder}/README.md`, "tables", pluginTables(definition), starter);
      }),
    ]);
  },
};

async function findPlugins(root: string): Promise<readonly FoundPlugin[]> {
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
