import { anyImplies, implies, smallestSet } from "./implies.ts";
import { accountRequests, type PermissionRequest, permissionRequestsOf, withheldTexts } from "./permission-requests.ts";
import { findPermission } from "./permission-tables.ts";
import { pluginReport } from "./plugin-report.ts";
import type { RegistryInput } from "./registry-input.ts";
import { scopeName } from "./scope-name.ts";
import type { ScopeContribution, ScopeReport, ScopeTier } from "./scope-report.ts";

/** Answers for one account: what to request and why, what was granted, and what follows for each plugin. Pure. */
export function createScopeReport(input: RegistryInput): ScopeReport {
  const { account } = input;
  const perPlugin = input.plugins.map((entry) => ({ entry, ...permissionRequestsOf(entry, account) }));
  const wishes = [...accountRequests, ...perPlugin.flatMap((of) => of.wishes)];
  const requested = requestFor(wishes.filter((wish) => wish.withheld === undefined));
  const granted = input.granted && [...new Set(input.granted.map(scopeName))].sort();
  const allowed = granted ? requested.filter((scope) => granted.includes(scope) || isNeverAnswered(scope)) : [];
  const signedIn = granted !== undefined;
  return {
    account: account.name,
    accountType: account.type === "personal" ? "personal" : "work",
    requested,
    granted: granted ?? null,
    allowed,
    contributions: wishes.map((wish) => contribution(wish, wishes, requested, signedIn ? allowed : undefined)),
    plugins: perPlugin.map((of) => pluginReport({ ...of, signedIn, allowed })),
    problems: perPlugin.flatMap((of) => of.problem ?? []),
    signIn: {
      full: requestFor(wishes.filter((wish) => wish.withheld === undefined || wish.withheld === "declined")),
      withoutUpdates: requestFor(wishes.filter((wish) => wish.tier === "read")),
    },
  };
}

/** Within a tier the smallest set; a read permission is requested beside its `ReadWrite`, so that reading survives without it. */
function requestFor(wishes: readonly PermissionRequest[]): string[] {
  const always = accountRequests.map((wish) => wish.scope);
  return [...new Set([...always, ...smallestSet(scopesOf(wishes, "read")), ...smallestSet(scopesOf(wishes, "update"))])].sort();
}

const scopesOf = (wishes: readonly PermissionRequest[], tier: ScopeTier): string[] =>
  wishes.filter((wish) => wish.tier === tier).map((wish) => wish.scope);

/** `offline_access` is answered by a refresh token, not by its name. */
const isNeverAnswered = (scope: string): boolean => findPermission(scope)?.kind === "oidc";

function contribution(
  wish: PermissionRequest,
  wishes: readonly PermissionRequest[],
  requested: readonly string[],
  allowed: readonly string[] | undefined,
): ScopeContribution {
  const { scope, plugin, tier, why, withheld } = wish;
  const isRequested = withheld === undefined && requested.includes(scope);
  const wider = wishes.find((other) => {
    return other.tier === tier && other.withheld === undefined && requested.includes(other.scope) && implies(other.scope, scope);
  });
  return {
    scope,
    plugin,
    tier,
    why,
    requested: isRequested,
    granted: allowed ? anyImplies(allowed, scope) : null,
    through: withheld === undefined && !isRequested ? wider?.scope : undefined,
    withheld: withheld && withheldTexts[withheld],
  };
}
