import { createScopeReport, definitionOf } from "@casement/core";
import type { PluginOptions } from "../api.ts";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { isRecord } from "./environment.ts";
import { type PluginBlock, readPluginBlock } from "./plugin-block.ts";
import type { PluginCatalog } from "./plugin-catalog.ts";

/** Reads the plugins of every account, in the file's order, and checks their blocks and their permissions. */
export async function readAccountPlugins(
  value: unknown,
  catalog: PluginCatalog,
): Promise<{ plugins: readonly (readonly PluginOptions[])[]; findings: readonly ConfigFinding[] }> {
  const accounts = isRecord(value) && Array.isArray(value.accounts) ? value.accounts : [];
  const read = await Promise.all(accounts.map((account, i) => readPlugins(account, ["accounts", i, "plugins"], catalog)));
  return { plugins: read.map(({ plugins }) => plugins), findings: read.flatMap(({ findings }) => findings) };
}

async function readPlugins(
  account: unknown,
  path: ConfigPath,
  catalog: PluginCatalog,
): Promise<{ plugins: readonly PluginOptions[]; findings: readonly ConfigFinding[] }> {
  if (!isRecord(account) || !isRecord(account.plugins)) return { plugins: [], findings: [] };
  const findings: ConfigFinding[] = [];
  const blocks: PluginBlock[] = [];
  for (const [id, content] of Object.entries(account.plugins)) {
    const found = await catalog.find(id);
    if ("finding" in found) findings.push({ ...found.finding, path: [...path, id] });
    else blocks.push(await readPluginBlock(found.plugin, content, [...path, id]));
  }
  return {
    plugins: blocks.map(({ options }) => options),
    findings: [...findings, ...blocks.flatMap((block) => block.findings), ...checkScopes(account, blocks, path)],
  };
}

/** Finds plugins that are not available for the account's type or its shared mailbox. */
function checkScopes(account: Record<string, unknown>, blocks: readonly PluginBlock[], path: ConfigPath): readonly ConfigFinding[] {
  if (typeof account.accountType !== "string") return [];
  const { problems } = createScopeReport({
    account: {
      name: String(account.name),
      type: account.accountType,
      enableUpdate: account.enableUpdate === true,
      sharedMailbox: typeof account.sharedMailbox === "string" ? account.sharedMailbox : undefined,
    },
    plugins: blocks
      .filter(({ parsedConfig }) => parsedConfig !== undefined)
      .map(({ options, parsedConfig }) => ({
        plugin: definitionOf(options.plugin),
        config: parsedConfig,
        enableUpdate: options.enableUpdate,
        enabled: options.enabled,
      })),
    granted: undefined,
  });
  return problems.map(({ plugin, message }) => ({ path: [...path, plugin], at: "key", message }));
}
