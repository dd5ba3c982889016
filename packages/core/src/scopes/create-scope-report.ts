import { consentForecast } from "./consent-forecast.ts";
import { anyImplies, implies, smallestSet } from "./implies.ts";
import { accountRequests, type PermissionRequest, permissionRequestsOf, withheldTexts } from "./permission-requests.ts";
import { findPermission } from "./permission-tables.ts";
import { pluginReport } from "./plugin-report.ts";
import type { RegistryInput } from "./registry-input.ts";
import { smallerSetsOf } from "./requested-set.ts";
import { scopeName } from "./scope-name.ts";
import type { ScopeContribution, ScopeReport, ScopeTier } from "./scope-report.ts";

/** Reports for one account which scopes to request and why, what was granted, and what this means for each plugin. Pure. */
export function createScopeReport(input: RegistryInput): ScopeReport {
  const { account } = input;
  const granted = input.granted && [...new Set(input.granted.map(scopeName))].sort();
  const perPlugin = input.plugins.map((entry) => ({ entry, ...permissionRequestsOf(entry, account, granted ?? []) }));
  const requests = [...accountRequests, ...perPlugin.flatMap((plugin) => plugin.requests)];
  const requested = scopesToRequest(requests.filter(({ withheld }) => withheld === undefined));
  const allowed = granted ? requested.filter((scope) => granted.includes(scope) || isNeverNamed(scope)) : [];
  const signedIn = granted !== undefined;
  const accountType = account.type === "personal" ? "personal" : "work";
  const wanted = requests.filter(({ withheld, leftOut }) => withheld === undefined || leftOut);
  const self = scopesToRequest(wanted.filter(({ consent }) => consent === "self"));
  const signIn = { all: scopesToRequest(wanted), read: scopesToRequest(wanted.filter(({ tier }) => tier === "read")), self };
  return {
    account: account.name,
    accountType,
    requested,
    granted: granted ?? null,
    allowed,
    contributions: requests.map((request) => contributionOf(request, requests, requested, signedIn ? allowed : undefined)),
    plugins: perPlugin.map((plugin) => pluginReport({ ...plugin, signedIn, allowed })),
    problems: perPlugin.flatMap(({ problem }) => problem ?? []),
    signIn,
    smallerSets: smallerSetsOf(signIn),
    forecast: accountType === "work" ? consentForecast(perPlugin, self) : undefined,
  };
}

/** The smallest set within each tier. A read scope is requested in addition to its `ReadWrite` scope, so that reading works without it. */
function scopesToRequest(requests: readonly PermissionRequest[]): string[] {
  const always = accountRequests.map(({ scope }) => scope);
  return [...new Set([...always, ...smallestSet(scopesOfTier(requests, "read")), ...smallestSet(scopesOfTier(requests, "update"))])].sort();
}

const scopesOfTier = (requests: readonly PermissionRequest[], tier: ScopeTier): string[] =>
  requests.filter((request) => request.tier === tier).map(({ scope }) => scope);

/** Token responses do not name `offline_access`; they have a refresh token instead. */
const isNeverNamed = (scope: string): boolean => findPermission(scope)?.kind === "oidc";

function contributionOf(
  request: PermissionRequest,
  requests: readonly PermissionRequest[],
  requested: readonly string[],
  allowed: readonly string[] | undefined,
): ScopeContribution {
  const { scope, plugin, tier, why, consent, withheld } = request;
  const isRequested = withheld === undefined && requested.includes(scope);
  const wider = requests.find((other) => {
    return other.tier === tier && other.withheld === undefined && requested.includes(other.scope) && implies(other.scope, scope);
  });
  return {
    scope,
    plugin,
    tier,
    why,
    consent,
    requested: isRequested,
    granted: allowed ? anyImplies(allowed, scope) : null,
    through: withheld === undefined && !isRequested ? wider?.scope : undefined,
    withheld: withheld && withheldTexts[withheld],
  };
}
