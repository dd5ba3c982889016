import { scopesOf } from "../contract/definition.ts";
import { anyImplies, implies } from "./implies.ts";
import { type PermissionRequest, withheldTexts } from "./permission-requests.ts";
import { findPermission } from "./permission-tables.ts";
import type { RegistryPlugin, ScopeList } from "./registry-input.ts";
import type { PartAvailability, PluginReport, ScopeProblem } from "./scope-report.ts";

interface Situation {
  readonly entry: RegistryPlugin;
  readonly wishes: readonly PermissionRequest[];
  readonly problem: ScopeProblem | undefined;
  readonly signedIn: boolean;
  readonly allowed: readonly string[];
}

/** What the account's allowed permissions mean for one plugin. */
export function pluginReport(situation: Situation): PluginReport {
  const { entry, wishes, allowed } = situation;
  const { id, title, feeds = {}, sensors = {}, services = {} } = entry.plugin;
  const usable = wishes.filter((wish) => isUsable(wish, allowed));
  const missing = wishes.filter((wish) => !usable.includes(wish) && (wish.withheld === undefined || wish.withheld === "declined"));
  const off = reasonForOff(situation, missing);
  const updates = usable.some((wish) => wish.tier === "update");

  const offer = (entry: object, own: readonly PermissionRequest[]): PartAvailability =>
    off === undefined ? offerOf(scopesOf(entry), own, allowed) : { offered: false, reason: off, scopes: [] };
  const reads = wishes.filter((wish) => wish.tier === "read");
  return {
    plugin: id,
    title,
    access: off !== undefined ? "off" : updates ? "update" : "read",
    missing: names(missing),
    reason: off ?? reasonForLess(missing),
    readScopes: off === undefined ? names([...usable.filter((wish) => wish.tier === "read"), ...signInOnly(allowed)]) : [],
    feeds: mapValues(feeds, (feed) => offer(feed, reads)),
    sensors: mapValues(sensors, (sensor) => offer(feeds[String(sensor.feed)] ?? sensor, reads)),
    services: mapValues(services, (service) => withMore(offer(service, wishes), service.mayUse, wishes, allowed)),
  };
}

/** All named permissions are needed, each in its weakest form: an allowed one that implies it counts. */
function offerOf(needed: readonly string[], own: readonly PermissionRequest[], allowed: readonly string[]): PartAvailability {
  const scopes: string[] = [];
  for (const named of needed) {
    const candidates = own.filter((wish) => implies(wish.scope, named)).sort((a, b) => rank(a, named) - rank(b, named));
    const chosen = candidates.find((wish) => isUsable(wish, allowed));
    if (!chosen)
      return {
        offered: false,
        reason: reasonAgainst(
          named,
          candidates.find((wish) => rank(wish, named) < 2),
        ),
        scopes: [],
      };
    scopes.push(chosen.scope);
  }
  return { offered: true, reason: undefined, scopes };
}

/** What the service can do without is added where it is allowed. */
function withMore(
  offer: PartAvailability,
  mayUse: ScopeList | undefined,
  own: readonly PermissionRequest[],
  allowed: readonly string[],
): PartAvailability {
  if (!offer.offered || mayUse === undefined) return offer;
  const more = scopesOf({ scope: mayUse }).flatMap((named) => offerOf([named], own, allowed).scopes);
  return { ...offer, scopes: [...new Set([...offer.scopes, ...more])] };
}

/** The permission named itself, then a read permission that implies it, then an update permission. */
const rank = (wish: PermissionRequest, named: string): number => (wish.declared === named ? 0 : wish.tier === "read" ? 1 : 2);

const isUsable = (wish: PermissionRequest, allowed: readonly string[]): boolean =>
  wish.withheld === undefined && anyImplies(allowed, wish.scope);

function reasonAgainst(named: string, wish: PermissionRequest | undefined): string {
  if (!wish) return `${named} is not asked for under this configuration.`;
  return wish.withheld ? `${wish.scope} is not requested: ${withheldTexts[wish.withheld]}.` : notGranted([wish.scope]);
}

function reasonForOff({ entry, problem, signedIn }: Situation, missing: readonly PermissionRequest[]): string | undefined {
  if (entry.enabled === false) return "It is switched off in the configuration.";
  if (problem) return problem.message;
  if (!signedIn) return "The account has not signed in yet.";
  const reads = missing.filter((wish) => wish.tier === "read");
  return reads.length > 0 ? notGranted(names(reads)) : undefined;
}

function reasonForLess(missing: readonly PermissionRequest[]): string | undefined {
  if (missing.length === 0) return undefined;
  if (missing.some((wish) => wish.withheld === "declined")) return `Updates are off: ${withheldTexts.declined}.`;
  return notGranted(names(missing));
}

function notGranted(scopes: readonly string[]): string {
  const admin = scopes.some((scope) => findPermission(scope)?.adminConsent);
  const cure = admin ? "An administrator has to approve; then sign in again." : "Sign in again, or ask an administrator to approve.";
  return `Microsoft did not grant ${scopes.join(", ")}. ${cure}`;
}

const signInOnly = (allowed: readonly string[]): { scope: string }[] => (allowed.includes("User.Read") ? [{ scope: "User.Read" }] : []);

const names = (wishes: readonly { readonly scope: string }[]): string[] => [...new Set(wishes.map((wish) => wish.scope))].sort();

function mapValues<V, R>(record: Readonly<Record<string, V>>, to: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
