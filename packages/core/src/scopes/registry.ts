import { allows, implies, smallestSet } from "./implies.ts";
import { permission } from "./permission-map.ts";
import { pluginReport } from "./plugin-report.ts";
import type { RegistryInput } from "./registry-input.ts";
import { scopeName } from "./scope-name.ts";
import type { Contribution, ScopeReport, Tier } from "./scope-report.ts";
import { accountWishes, leftOutTexts, type Wish, wishesOf } from "./wishes.ts";

/** Answers for one account: what to request and why, what was granted, and what follows for each plugin. Pure. */
export function scopeReport(input: RegistryInput): ScopeReport {
  const { account } = input;
  const perPlugin = input.plugins.map((entry) => ({ entry, ...wishesOf(entry, account) }));
  const wishes = [...accountWishes, ...perPlugin.flatMap((of) => of.wishes)];
  const requested = requestFor(wishes.filter((wish) => wish.left === undefined));
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
      full: requestFor(wishes.filter((wish) => wish.left === undefined || wish.left === "declined")),
      withoutUpdates: requestFor(wishes.filter((wish) => wish.tier === "read")),
    },
  };
}

/** Within a tier the smallest set; a read permission is requested beside its `ReadWrite`, so that reading survives without it. */
function requestFor(wishes: readonly Wish[]): string[] {
  const always = accountWishes.map((wish) => wish.scope);
  return [...new Set([...always, ...smallestSet(scopesOf(wishes, "read")), ...smallestSet(scopesOf(wishes, "update"))])].sort();
}

const scopesOf = (wishes: readonly Wish[], tier: Tier): string[] => wishes.filter((wish) => wish.tier === tier).map((wish) => wish.scope);

/** `offline_access` is answered by a refresh token, not by its name. */
const isNeverAnswered = (scope: string): boolean => permission(scope)?.kind === "oidc";

function contribution(
  wish: Wish,
  wishes: readonly Wish[],
  requested: readonly string[],
  allowed: readonly string[] | undefined,
): Contribution {
  const { scope, plugin, tier, why, left } = wish;
  const isRequested = left === undefined && requested.includes(scope);
  const wider = wishes.find((other) => {
    return other.tier === tier && other.left === undefined && requested.includes(other.scope) && implies(other.scope, scope);
  });
  return {
    scope,
    plugin,
    tier,
    why,
    requested: isRequested,
    granted: allowed ? allows(allowed, scope) : null,
    through: left === undefined && !isRequested ? wider?.scope : undefined,
    left: left && leftOutTexts[left],
  };
}
