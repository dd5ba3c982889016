import { CasementError, type PluginReport, type ScopeReport, scopeReport } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";

/** The scope registry's word on one account, kept until what it rests on changes. */
export interface AccountPermissions {
  report(): ScopeReport;
  ofPlugin(plugin: string): PluginReport;
}

export function createAccountPermissions(
  account: AccountOptions,
  plugins: readonly ConfiguredPlugin[],
  granted: () => readonly string[] | undefined,
  updatesDeclined: () => boolean,
): AccountPermissions {
  let known: { readonly on: string; readonly report: ScopeReport } | undefined;
  const report = (): ScopeReport => {
    const scopes = granted();
    const on = JSON.stringify([scopes, updatesDeclined()]);
    if (known?.on !== on) {
      const { name, accountType: type, enableUpdate, sharedMailbox } = account;
      known = {
        on,
        report: scopeReport({
          account: { name, type, enableUpdate, sharedMailbox, updatesDeclined: updatesDeclined() },
          plugins,
          granted: scopes,
        }),
      };
    }
    return known.report;
  };
  return {
    report,
    ofPlugin(plugin) {
      const found = report().plugins.find((entry) => entry.plugin === plugin);
      if (!found) throw new CasementError("service-unknown", `Account ${account.name} has no plugin "${plugin}".`);
      return found;
    },
  };
}
