import { CasementError, type Duration, definitionOf, type PluginDefinition, parseValue } from "@casement/core";
import type { AccountOptions } from "../api.ts";

/** A plugin with its validated configuration. */
export interface ConfiguredPlugin {
  readonly plugin: PluginDefinition;
  readonly config: unknown;
  readonly enabled: boolean;
  readonly enableUpdate: boolean | undefined;
  readonly every: Readonly<Record<string, Duration>>;
}

/** @throws CasementError `plugin-invalid`, `plugin-version` or `config-invalid` */
export async function configurePlugins(account: AccountOptions): Promise<readonly ConfiguredPlugin[]> {
  const configured: ConfiguredPlugin[] = [];
  for (const options of account.plugins) {
    const plugin = definitionOf(options.plugin);
    if (configured.some((other) => other.plugin.id === plugin.id))
      throw new CasementError("config-invalid", `Account ${account.name} has the plugin "${plugin.id}" twice. Remove one of the two.`);
    const problem = `The configuration of ${plugin.id} in account ${account.name} is invalid`;
    const config = plugin.config ? await parseValue(plugin.config, options.config ?? {}, "config-invalid", problem) : {};
    configured.push({
      plugin,
      config,
      enabled: options.enabled ?? true,
      enableUpdate: options.enableUpdate,
      every: (options.every ?? {}) as ConfiguredPlugin["every"],
    });
  }
  return configured;
}
