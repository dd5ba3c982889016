import { definitionOf, type Plugin } from "@casement/core";
import { replaceSection } from "./marked-section.ts";
import { pluginTables } from "./plugin-tables.ts";

/**
 * The README with its tables (permissions, sensors, services, events) as the plugin declares them, between `<!-- generated:tables -->`
 * and `<!-- /generated -->`. In a test, which `vitest -u` then also uses to write the file:
 *
 *     await expect(readmeWithTables(plugin, readme)).toMatchFileSnapshot("../README.md");
 */
export function readmeWithTables(plugin: Plugin, readme: string): string {
  return replaceSection(readme, "tables", pluginTables(definitionOf(plugin)), "README.md");
}
