import { createScopeReport } from "@casement/core";
import type { PluginOptions } from "../api.ts";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import { isRecord } from "./environment.ts";
import { type PluginBlock, readPluginBlock } from "./plugin-block.ts";
import type { PluginCatalog } from "./plugin-catalog.ts";

/** The plugins of one account: as options, and with their validated configuration. */
export interface AccountPlugins {
  readonly options: readonly PluginOptions[];
  readonly configured: readonly ConfiguredPlugin[];
}

/** Reads the plugins of every account, in the file's order, and checks their blocks and their permissions. */
export async function readAccountPlugins(
  value: unknown,
  catalog: PluginCatalog,
): Promise<{ plugins: readonly AccountPlugins[]; findings: readonly ConfigFinding[] }> {
  const accounts = isRecord(value) && Array.isArray(value.accounts) ? value.accounts : [];
  const read = await Promise.all(accounts.map((account, i) => readPlugins(account, ["accounts", i, "plugins"], catalog)));
  return { plugins: read.map(({ plugins }) => plugins), findings: read.flatMap(({ findings }) => findings) };
}

async function readPlugins(
  account: unknown,
  path: ConfigPath,
  catalog: PluginCatalog,
): Promise<{ plugins: AccountPlugins; findings: readonly ConfigFinding[] }> {
  if (!isRecord(account) || !isRecord(account.plugins)) return { plugins: { options: [], configured: [] }, findings: [] };
  const findings: ConfigFinding[] = [];
  const blocks: PluginBlock[] = [];
  for (const [id, content] of Object.entries(account.plugins)) {
    const found = await catalog.find(id);
    if ("finding" in found) findings.push({ ...found.finding, path: [...path, id] });
    else blocks.push(await readPluginBlock(found.plugin, content, [...path, id]));
  }
  const configured = blocks.flatMap((block) => block.configured ?? []);
  return {
    plugins: { options: blocks.map(({ options }) => options), configured },
    findings: [...findings, ...blocks.flatMap((block) => block.findings), ...checkScopes(account, configured, path)],
  };
}

/** Finds plugins that are not available for the account's type or its shared mailbox. */
function checkScopes(account: Record<string, unknown>, plugins: readonly ConfiguredPlugin[], path: ConfigPath): readonly ConfigFinding[] {
  if (typeof account.accountType !== "string") return [];
  const { problems } = createScopeReport({
    account: {
      name: String(account.name),
      type: account.accountType,
      enableUpdate: account.enableUpdate === true,
      sharedMailbox: typeof account.sharedMailbox === "string" ? account.sharedMailbox : undefined,
    },
    plugins,
    granted: undefined,
  });
  return problems.map(({ plugin, message }) => ({ path: [...path, plugin], at: "key", message }));
}
