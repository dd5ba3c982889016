import { CasementError } from "@casement/core";
import type { HostOptions } from "../api.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkSchema } from "./check-schema.ts";
import { type ConfigFinding, formatFinding } from "./config-problem.ts";
import { configureAccount } from "./configure-account.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import { isRecord } from "./environment.ts";
import { optionsSchema } from "./host-schema.ts";

/**
 * Validates a program's options as `loadConfig` validates a file: unknown keys, values, time zones, intervals, plugins and their configuration.
 * The plugins of accounts from `loadConfig` are not validated again. Returns the plugins by account name.
 * @throws CasementError `config-invalid` with all mistakes, `plugin-invalid` or `plugin-version`
 */
export async function configureHost(options: HostOptions): Promise<ReadonlyMap<string, readonly ConfiguredPlugin[]>> {
  const shape = await checkSchema(optionsSchema, options, []);
  const findings: ConfigFinding[] = [...shape.findings, ...checkAccounts(options)];
  // Where the shape is wrong, the lists of plugins may be missing.
  const accounts = shape.value === undefined && !hasPluginLists(options) ? [] : options.accounts;
  const plugins = new Map<string, readonly ConfiguredPlugin[]>();
  for (const [i, account] of accounts.entries()) {
    const configured = await configureAccount(account, ["accounts", i]);
    findings.push(...configured.findings);
    plugins.set(account.name, configured.plugins);
  }
  if (findings.length > 0)
    throw new CasementError("config-invalid", `The options of createHost are invalid: ${findings.map(formatFinding).join("; ")}.`);
  return plugins;
}

const hasPluginLists = (options: unknown): boolean =>
  isRecord(options) &&
  Array.isArray(options.accounts) &&
  options.accounts.every(
    (account) => isRecord(account) && Array.isArray(account.plugins) && account.plugins.every((entry) => isRecord(entry)),
  );
