import type { ConsentClass } from "../permission-tables.ts";
import type { ConsentForecast, PluginReport, ScopeReport, ScopeTier } from "../scope-report.ts";

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
    readonly consent: ConsentClass;
    readonly requested: boolean;
    readonly granted: boolean | null;
  }[];
  readonly plugins: readonly Pick<PluginReport, "plugin" | "access" | "missing" | "waiting">[];
  /** Null for a personal account. */
  readonly forecast: ConsentForecast | null;
}

/** The part of a report that is a stable interface. */
export function scopesJson(report: ScopeReport): ScopeReportJson {
  return {
    account: report.account,
    requested: report.requested,
    granted: report.granted,
    contributions: report.contributions.map(({ scope, plugin, tier, why, consent, requested, granted }) => ({
      scope,
      plugin,
      tier,
      why,
      consent,
      requested,
      granted,
    })),
    plugins: report.plugins.map(({ plugin, access, missing, waiting }) => ({ plugin, access, missing, waiting })),
    forecast: report.forecast ?? null,
  };
}
