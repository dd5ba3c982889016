import { CasementError, createScopeReport, type ScopeReport } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import { formatFinding } from "../config/config-problem.ts";
import { configureAccount } from "../config/configure-account.ts";

/**
 * Reports which plugin requests which permission, without a running host. `granted`: the permissions of the last sign-in.
 * @throws CasementError `plugin-invalid`, `plugin-version` or `config-invalid`
 */
export async function permissionsOf(account: AccountOptions, granted?: readonly string[]): Promise<ScopeReport> {
  const { name, accountType: type, enableUpdate, sharedMailbox } = account;
  const { plugins, findings } = await configureAccount(account, []);
  if (findings.length > 0)
    throw new CasementError("config-invalid", `The plugins of account ${name} are invalid: ${findings.map(formatFinding).join("; ")}.`);
  return createScopeReport({ account: { name, type, enableUpdate, sharedMailbox }, plugins, granted });
}
