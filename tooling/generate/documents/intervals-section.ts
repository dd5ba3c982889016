import type { PluginDefinition } from "../../../packages/core/src/index.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";

/** The table of the intervals at which plugins read, by the key that changes them. */
export function intervalsSection(plugins: readonly { readonly definition: PluginDefinition }[]): string {
  const rows = plugins.flatMap(({ definition: { id, feeds = {}, sensors = {} } }) => {
    const readOnInterval = Object.entries(sensors).flatMap(([kind, sensor]) =>
      sensor.feed === undefined ? [[kind, sensor.every] as const] : [],
    );
    return [...Object.entries(feeds).map(([name, { every }]) => [name, every] as const), ...readOnInterval].map(([name, every]) => [
      inlineCode(id),
      inlineCode(name),
      typeof every === "string" ? inlineCode(every) : "depends on the plugin's settings",
    ]);
  });
  return markdownTable(["Plugin", "Key", "Default"], rows);
}
