import { type AppRegistration, isPersonal, type User } from "../directory.ts";
import { consentPolicies } from "./consent-policies.ts";
import type { EntraContext } from "./entra-context.ts";
import { createEntraError } from "./entra-error.ts";
import type { RequestedScopes } from "./requested-scopes.ts";

/** Decision about all requested permissions. `organization`: an administrator consents for all users. */
export type ConsentDecision = "accept" | "organization" | "cancel";

export interface ConsentQuestion {
  /** Permissions to consent to, including `openid` and the like. Empty if nothing is new. */
  readonly scopes: readonly string[];
  /** Permissions to which this user may not consent. */
  readonly adminOnly: readonly string[];
}

/**
 * Returns the permissions that need consent before tokens are issued.
 *
 * @throws EntraError for permissions that do not exist, or not for this kind of account.
 */
export function consentQuestionOf(
  context: EntraContext,
  input: { user: User; app: AppRegistration; requested: RequestedScopes; again?: boolean },
): ConsentQuestion {
  const { user, app, requested } = input;
  checkScopes(context, user, app, requested);
  const granted = context.directory.granted(user, app.clientId);
  const requestedScopes = [
    ...requested.graph,
    ...(requested.includesRegistered && (input.again || granted.size === 0) ? app.permissions : []),
  ];
  const newScopes = requestedScopes.filter((scope) => input.again || !granted.has(scope));
  // Sign-in permissions are requested together with others, but not alone once the app is known.
  if (newScopes.length === 0 && granted.size > 0 && !input.again) return { scopes: [], adminOnly: [] };
  const scopes = [...newScopes, ...requested.oidc.filter((scope) => input.again || !granted.has(scope))];
  const needsAdmin = (scope: string) => !granted.has(scope) && !mayConsent(context, user, app, scope);
  return { scopes, adminOnly: user.isAdmin || isPersonal(user) ? [] : scopes.filter(needsAdmin) };
}

/** Whether the tenant lets this user consent to the permission for this app. Changes of the policy do not affect existing grants. */
function mayConsent({ directory, permissions }: EntraContext, user: User, app: AppRegistration, scope: string): boolean {
  const tenant = directory.tenant(user.tenantId);
  if (permissions(scope)?.consent === "administrator" || tenant?.adminOnlyScopes.has(scope)) return false;
  const policy = consentPolicies[tenant?.consentPolicy ?? "legacy"];
  if (policy.trustedAppsOnly && !app.verifiedPublisher && app.tenantId !== user.tenantId) return false;
  if (policy.membersOnly && user.userType === "Guest") return false;
  const isExcluded =
    policy.excludesManaged &&
    permissions(scope)?.consent === "administrator-where-managed" &&
    !policy.exemptApps.includes(app.clientId.toLowerCase());
  return !isExcluded && (policy.includes === "all" || policy.includes.includes(scope));
}

/** @throws EntraError for unknown permissions, and for work permissions of a personal account. */
export function checkScopes(context: EntraContext, user: User, app: AppRegistration, requested: RequestedScopes): void {
  const personal = isPersonal(user);
  const workOnly = personal ? requested.graph.filter((scope) => !context.permissions(scope)?.personal) : [];
  const invalidScopes = [...requested.unknown, ...workOnly];
  if (invalidScopes.length === 0) return;
  if (personal) throw createEntraError(70011, { scope: invalidScopes.join(" ") });
  throw createEntraError(650053, { name: app.name, scope: invalidScopes[0]! });
}

export function recordConsent(
  context: EntraContext,
  user: User,
  app: AppRegistration,
  scopes: readonly string[],
  decision: ConsentDecision,
): void {
  context.directory.grant(decision === "organization" && mayConsentForOrganization(user) ? user.tenantId : user.id, app.clientId, scopes);
}

export function mayConsentForOrganization(user: User): boolean {
  return user.isAdmin && !isPersonal(user);
}
