import { administratorTexts, consentOf, findPermission, type PluginDefinition } from "../../../packages/core/src/index.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";

/** The permissions that each plugin can request, in one table per plugin. */
export function scopesSection(plugins: readonly { readonly folder: string; readonly definition: PluginDefinition }[]): string {
  const parts = plugins.flatMap(({ folder, definition: { title, scopes } }) => {
    const rows = Object.entries(scopes).map(([name, { tier, why, when, optIn }]) => {
      const { personal = false } = findPermission(name) ?? {};
      const notes = [when && "depends on the configuration", optIn && "the configuration can request it without `enableUpdate`"]
        .filter(Boolean)
        .join("; ");
      return [inlineCode(name), tier, administratorTexts[consentOf(name)], personal ? "any" : "work", `${why}${notes && ` (${notes})`}`];
    });
    return [
      `### [${title}](../${folder}/README.md)`,
      markdownTable(["Permission", "Tier", "Needs an administrator", "Accounts", "Why"], rows),
    ];
  });
  return parts.join("\n\n");
}
