import { CasementError, createScopeReport, type PluginReport, type RequestedSet, type ScopeReport } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import type { ConfiguredPlugin } from "../config/configured-plugin.ts";
import { createSharing } from "../memory/share-equal.ts";

/** The scope report of one account, cached until the granted permissions change. */
export interface AccountPermissions {
  report(): ScopeReport;
  ofPlugin(plugin: string): PluginReport;
  /** What the latest sign-in requested. */
  requestedSet(): RequestedSet;
}

const sharePlugins = createSharing<ScopeReport["plugins"]>();
const shareContributions = createSharing<ScopeReport["contributions"]>();

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
      const own = createScopeReport({
        account: { name, type, enableUpdate, sharedMailbox, requestedSet: requestedSet() },
        plugins,
        granted: scopes,
      });
      const report = { ...own, plugins: sharePlugins(own.plugins), contributions: shareContributions(own.contributions) };
      cached = { input, report };
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
