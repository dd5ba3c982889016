import { CasementError, definitionOf } from "@casement/core";
import type { DefinedAccount, HostOptions } from "../api.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkSchema } from "./check-schema.ts";
import { type ConfigFinding, formatFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";
import { optionsSchema } from "./host-schema.ts";
import { checkPluginOptions } from "./plugin-block.ts";

/** Accounts that `loadConfig` has already checked, with positions in the file. */
const checkedAccounts = new WeakSet<object>();
export const markChecked = (accounts: readonly DefinedAccount[]): void => {
  for (const account of accounts) checkedAccounts.add(account);
};

/**
 * Checks a program's options as `loadConfig` checks a file: unknown keys, values, time zones, intervals, plugins and their configuration.
 * @throws CasementError `config-invalid` with all mistakes, `plugin-invalid` or `plugin-version`
 */
export async function checkHostOptions(options: HostOptions): Promise<void> {
  if (options?.accounts?.length > 0 && options.accounts.every((account) => checkedAccounts.has(account))) return;
  const { value, findings } = await checkSchema(optionsSchema, options, []);
  const all: ConfigFinding[] = [...findings, ...checkAccounts(options)];
  // Where the shape is wrong, the lists of plugins may be missing.
  const accounts = value === undefined && !hasPluginLists(options) ? [] : options.accounts;
  for (const [i, account] of accounts.entries()) all.push(...(await checkPlugins(account, i)));
  if (all.length > 0)
    throw new CasementError("config-invalid", `The options of createHost are invalid: ${all.map(formatFinding).join("; ")}.`);
}

const hasPluginLists = (options: unknown): boolean =>
  isRecord(options) &&
  Array.isArray(options.accounts) &&
  options.accounts.every(
    (account) => isRecord(account) && Array.isArray(account.plugins) && account.plugins.every((entry) => isRecord(entry)),
  );

async function checkPlugins({ plugins }: DefinedAccount, i: number): Promise<ConfigFinding[]> {
  const findings: ConfigFinding[] = [];
  const ids = new Set<string>();
  for (const [j, { plugin, config, every }] of plugins.entries()) {
    const path = ["accounts", i, "plugins", j];
    const definition = definitionOf(plugin);
    if (ids.has(definition.id)) findings.push({ path, message: `the account has the plugin "${definition.id}" twice; remove one` });
    ids.add(definition.id);
    findings.push(...(await checkPluginOptions(definition, { config, every }, path)));
  }
  return findings;
}
