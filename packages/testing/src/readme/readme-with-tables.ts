import { definitionOf, type Plugin } from "@casement/core";
import { replaceSection } from "./marked-section.ts";
import { pluginTables } from "./plugin-tables.ts";

/**
 * A README with up-to-date tables of permissions, sensors, services and events between `<!-- generated:tables -->` and
 * `<!-- /generated -->`. In a test, so that `vitest -u` writes the file:
 *
 *     await expect(readmeWithTables(plugin, readme)).toMatchFileSnapshot("../README.md");
 */
export function readmeWithTables(plugin: Plugin, readme: string): string {
  return replaceSection(readme, "tables", pluginTables(definitionOf(plugin)), "README.md");
}
