import { CasementError, createScopeReport, type PluginReport, type RequestedSet, type ScopeReport } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import type { ConfiguredPlugin } from "../config/configured-plugin.ts";

/** The scope report of one account, cached until the granted permissions change. */
export interface AccountPermissions {
  report(): ScopeReport;
  ofPlugin(plugin: string): PluginReport;
  /** What the latest sign-in requested. */
  requestedSet(): RequestedSet;
}

export function createAccountPermissions(
  account: AccountOptions,
  plugins: readonly ConfiguredPlugin[],
  granted: () => readonly string[] | undefined,
  requestedSet: () => RequestedSet,
): AccountPermissions {
  let cached: { readonly input: string; readonly report: ScopeReport } | undefined;
  const report = (): ScopeReport => {
    const scopes = granted();
    const input = JSON.stringify([scopes, requestedSet()]);
    if (cached?.input !== input) {
      const { name, accountType: type, enableUpdate, sharedMailbox } = account;
      cached = {
        input,
        report: createScopeReport({
          account: { name, type, enableUpdate, sharedMailbox, requestedSet: requestedSet() },
          plugins,
          granted: scopes,
        }),
      };
    }
    return cached.report;
  };
  return {
    report,
    requestedSet,
    ofPlugin(plugin) {
      const found = report().plugins.find((entry) => entry.plugin === plugin);
      if (!found) throw new CasementError("service-unknown", `Account ${account.name} has no plugin "${plugin}".`);
      return found;
    },
  };
}
