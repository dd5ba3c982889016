import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { replaceSection } from "../../../packages/testing/src/readme/marked-section.ts";
import { pluginTables } from "../../../packages/testing/src/readme/plugin-tables.ts";
import type { FileGenerator } from "../file-generator.ts";
import { findPlugins } from "./find-plugins.ts";

/** Generates the tables in the README of every plugin, from the plugins' definitions. */
export const pluginsGenerator: FileGenerator = {
  name: "plugins",
  async make(root) {
    const plugins = await findPlugins(root);
    const section = async (path: string, name: string, body: string, starter = "") => {
      const text = await readFile(join(root, path), "utf8").catch(() => starter);
      return { path, text: replaceSection(text, name, body, path) };
    };
    return Promise.all([
      ...plugins.map(({ folder, definition }) => {
        const starter = `# @casement/${basename(folder)}\n\n${definition.title}\n\n<!-- generated:tables -->\n<!-- /generated -->\n`;
        return section(`${folder}/README.md`, "tables", pluginTables(definition), starter);
      }),
    ]);
  },
};
