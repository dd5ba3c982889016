import type { PluginReport, ScopeReport, ScopeTier } from "../scope-report.ts";

/** One account in `casement scopes --format json` and `GET accounts/{account}/scopes`. */
export interface ScopeReportJson {
  readonly account: string;
  readonly requested: readonly string[];
  readonly granted: readonly string[] | null;
  readonly contributions: readonly {
    readonly scope: string;
    readonly plugin: string;
    readonly tier: ScopeTier;
    readonly why: string;
    readonly requested: boolean;
    readonly granted: boolean | null;
  }[];
  readonly plugins: readonly Pick<PluginReport, "plugin" | "access" | "missing">[];
}

/** The part of a report that is a stable interface. */
export function scopesJson(report: ScopeReport): ScopeReportJson {
  return {
    account: report.account,
    requested: report.requested,
    granted: report.granted,
    contributions: report.contributions.map(({ scope, plugin, tier, why, requested, granted }) => ({
      scope,
      plugin,
      tier,
      why,
      requested,
      granted,
    })),
    plugins: report.plugins.map(({ plugin, access, missing }) => ({ plugin, access, missing })),
  };
}
