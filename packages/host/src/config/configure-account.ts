import { definitionOf, type Plugin } from "@casement/core";
import type { AccountOptions, PluginOptions } from "../api.ts";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { configurePlugin } from "./configure-plugin.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import { isRecord } from "./environment.ts";

/** The plugins of accounts whose settings are validated. */
const configuredPlugins = new WeakMap<AccountOptions, readonly ConfiguredPlugin[]>();

/** Keeps the plugins of an account, so that `configureAccount` does not validate them again. */
export const keepConfigured = (account: AccountOptions, plugins: readonly ConfiguredPlugin[]): void =>
  void configuredPlugins.set(account, plugins);

/**
 * Validates the plugins of an account that a program wrote. `plugins` lacks those with an invalid configuration.
 * @throws CasementError `plugin-invalid` or `plugin-version`
 */
export async function configureAccount(
  account: AccountOptions,
  path: ConfigPath,
): Promise<{ plugins: readonly ConfiguredPlugin[]; findings: readonly ConfigFinding[] }> {
  const kept = configuredPlugins.get(account);
  if (kept) return { plugins: kept, findings: [] };
  const plugins: ConfiguredPlugin[] = [];
  const findings: ConfigFinding[] = [];
  const ids = new Set<string>();
  for (const [i, entry] of account.plugins.entries()) {
    const entryPath = [...path, "plugins", i];
    if (isPluginItself(entry)) {
      findings.push({ path: entryPath, message: `is the plugin "${entry.id}" itself; write { plugin: … } around it` });
      continue;
    }
    const { plugin, config = {}, ...host }: PluginOptions = entry;
    const { id } = definitionOf(plugin);
    if (ids.has(id)) findings.push({ path: entryPath, message: `the account has the plugin "${id}" twice; remove one` });
    ids.add(id);
    const settings = { path: entryPath, host, config, configPath: [...entryPath, "config"], siblings: { host: ["plugin", "config"] } };
    const checked = await configurePlugin(plugin, settings);
    findings.push(...checked.findings);
    if (checked.configured) plugins.push(checked.configured);
  }
  return { plugins, findings };
}

/** In plain JavaScript, a plugin can stand where its options belong. */
const isPluginItself = (entry: unknown): entry is Plugin => isRecord(entry) && "apiVersion" in entry && !("plugin" in entry);
