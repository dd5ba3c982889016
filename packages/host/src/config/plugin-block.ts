import type { Plugin } from "@casement/core";
import type { PluginOptions } from "../api.ts";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { configurePlugin, hostKeys } from "./configure-plugin.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import { isRecord } from "./environment.ts";

export interface PluginBlock {
  readonly options: PluginOptions;
  /** Undefined if the plugin's configuration is invalid. */
  readonly configured: ConfiguredPlugin | undefined;
  readonly findings: readonly ConfigFinding[];
}

/** Splits a plugin's block into the host's keys and the plugin's configuration, and validates both. */
export async function readPluginBlock(plugin: Plugin, block: unknown, path: ConfigPath): Promise<PluginBlock> {
  if (block !== null && !isRecord(block)) {
    const message = "must be a block of keys; for a plugin without settings, use {}";
    return { options: { plugin }, configured: undefined, findings: [{ path, message }] };
  }
  const entries = Object.entries(block ?? {});
  const host = Object.fromEntries(entries.filter(([key, value]) => hostKeys.includes(key) && value !== undefined));
  const config = Object.fromEntries(entries.filter(([key]) => !hostKeys.includes(key)));
  const checked = await configurePlugin(plugin, { path, host, config, configPath: path, siblings: { config: hostKeys } });
  return { options: { plugin, config, ...host }, ...checked };
}
