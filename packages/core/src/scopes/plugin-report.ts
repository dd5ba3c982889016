import { scopesOf } from "../contract/definition.ts";
import { consentOf } from "./consent-class.ts";
import { anyImplies, implies } from "./implies.ts";
import { type PermissionRequest, withheldTexts } from "./permission-requests.ts";
import type { RegistryPlugin, ScopeList } from "./registry-input.ts";
import type { PartAvailability, PluginAccess, PluginReport, ScopeProblem } from "./scope-report.ts";

interface PluginPermissions {
  readonly entry: RegistryPlugin;
  readonly requests: readonly PermissionRequest[];
  readonly problem: ScopeProblem | undefined;
  readonly signedIn: boolean;
  readonly allowed: readonly string[];
}

/** What the account's allowed scopes mean for one plugin. */
export function pluginReport(permissions: PluginPermissions): PluginReport {
  const { entry, requests, allowed } = permissions;
  const { id, title, feeds = {}, sensors = {}, services = {} } = entry.plugin;
  const usable = requests.filter((request) => isUsable(request, allowed));
  const missing = requests.filter((request) => !usable.includes(request) && (request.withheld === undefined || request.leftOut));
  const offReason = reasonForOff(permissions);
  const missingReads = missing.filter(({ tier }) => tier === "read");
  const noReadReason = offReason ?? (missingReads.length > 0 ? reasonForMissing(missingReads) : undefined);

  const availability = (part: object, candidates: readonly PermissionRequest[], reason: string | undefined): PartAvailability =>
    reason === undefined ? availabilityOf(scopesOf(part), candidates, allowed) : { offered: false, reason, scopes: [] };
  const reads = requests.filter(({ tier }) => tier === "read");
  const offers = mapValues(services, (service) =>
    withOptionalScopes(availability(service, requests, offReason), service.mayUse, requests, allowed),
  );
  return {
    plugin: id,
    title,
    access: offReason !== undefined ? "off" : accessOf(usable, noReadReason, offers),
    missing: scopeNames(missing),
    waiting: scopeNames(missing.filter(isWaiting)),
    reason: noReadReason ?? reasonForMissing(missing),
    readScopes: offReason === undefined ? scopeNames([...usable.filter(({ tier }) => tier === "read"), ...signInScopes(allowed)]) : [],
    feeds: mapValues(feeds, (feed) => availability(feed, reads, noReadReason)),
    sensors: mapValues(sensors, (sensor) => availability(feeds[String(sensor.feed)] ?? sensor, reads, noReadReason)),
    services: offers,
  };
}

/** Services work without the read scopes of their plugin. */
function accessOf(
  usable: readonly PermissionRequest[],
  noReadReason: string | undefined,
  services: Readonly<Record<string, PartAvailability>>,
): PluginAccess {
  if (noReadReason !== undefined) return Object.values(services).some(({ offered }) => offered) ? "services" : "off";
  return usable.some(({ tier }) => tier === "update") ? "update" : "read";
}

/** All named scopes are needed. A scope that implies the named one is enough. */
function availabilityOf(needed: readonly string[], requests: readonly PermissionRequest[], allowed: readonly string[]): PartAvailability {
  const scopes: string[] = [];
  for (const named of needed) {
    const candidates = requests.filter(({ scope }) => implies(scope, named)).sort((a, b) => rankOf(a, named) - rankOf(b, named));
    const chosen = candidates.find((request) => isUsable(request, allowed));
    if (!chosen)
      return {
        offered: false,
        reason: reasonForUnusable(
          named,
          candidates.find((request) => rankOf(request, named) < 2),
        ),
        scopes: [],
      };
    scopes.push(chosen.scope);
  }
  return { offered: true, reason: undefined, scopes };
}

/** Adds the scopes of `mayUse` that are allowed. */
function withOptionalScopes(
  availability: PartAvailability,
  mayUse: ScopeList | undefined,
  requests: readonly PermissionRequest[],
  allowed: readonly string[],
): PartAvailability {
  if (!availability.offered || mayUse === undefined) return availability;
  const optional = scopesOf({ scope: mayUse }).flatMap((named) => availabilityOf([named], requests, allowed).scopes);
  return { ...availability, scopes: [...new Set([...availability.scopes, ...optional])] };
}

/** The named scope itself is first, then a read scope that implies it, then an update scope. */
const rankOf = ({ declared, tier }: PermissionRequest, named: string): number => (declared === named ? 0 : tier === "read" ? 1 : 2);

const isUsable = ({ withheld, scope }: PermissionRequest, allowed: readonly string[]): boolean =>
  withheld === undefined && anyImplies(allowed, scope);

function reasonForUnusable(named: string, request: PermissionRequest | undefined): string {
  if (!request) return `${named} is not requested under this configuration.`;
  return request.withheld ? `${request.scope} is not requested: ${withheldTexts[request.withheld]}.` : notGrantedText([request.scope]);
}

function reasonForOff({ entry, problem, signedIn }: PluginPermissions): string | undefined {
  if (entry.enabled === false) return "It is switched off in the configuration.";
  if (problem) return problem.message;
  return signedIn ? undefined : "The account has not signed in yet.";
}

const isWaiting = ({ leftOut, isGranted }: PermissionRequest): boolean => leftOut && !isGranted;

function reasonForMissing(missing: readonly PermissionRequest[]): string | undefined {
  if (missing.length === 0) return undefined;
  const waiting = missing.filter(isWaiting);
  if (waiting.length > 0) return `Waiting for approval: ${scopeNames(waiting).join(", ")}. It starts by itself after the approval.`;
  if (missing.some(({ leftOut }) => leftOut))
    return "Changes are off: the account signed in with read permissions only. Sign in again to allow them.";
  return notGrantedText(scopeNames(missing));
}

function notGrantedText(scopes: readonly string[]): string {
  const needsAdmin = scopes.some((scope) => consentOf(scope) === "administrator");
  const cure = needsAdmin
    ? "An administrator must approve it. Then sign in again."
    : "Sign in again, or ask an administrator to approve it.";
  return `Microsoft did not grant ${scopes.join(", ")}. ${cure}`;
}

const signInScopes = (allowed: readonly string[]): { scope: string }[] => (allowed.includes("User.Read") ? [{ scope: "User.Read" }] : []);

const scopeNames = (requests: readonly { readonly scope: string }[]): string[] => [...new Set(requests.map(({ scope }) => scope))].sort();

function mapValues<V, R>(record: Readonly<Record<string, V>>, to: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
