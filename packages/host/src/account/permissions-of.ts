import { createScopeReport, type ScopeReport } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import { configurePlugins } from "./configured-plugin.ts";

/**
 * Reports which plugin requests which permission, without a running host. `granted`: the permissions of the last sign-in.
 * @throws CasementError `plugin-invalid`, `plugin-version` or `config-invalid`
 */
export async function permissionsOf(account: AccountOptions, granted?: readonly string[]): Promise<ScopeReport> {
  const { name, accountType: type, enableUpdate, sharedMailbox } = account;
  return createScopeReport({ account: { name, type, enableUpdate, sharedMailbox }, plugins: await configurePlugins(account), granted });
}
