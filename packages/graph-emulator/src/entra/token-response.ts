import type { AppRegistration, User } from "../directory.ts";
import { isPersonal } from "../directory.ts";
import type { EntraContext, SignInRecord } from "./entra-context.ts";
import { createEntraError } from "./entra-error.ts";
import { graphOriginOf } from "./requested-scopes.ts";
import { clientInfoOf } from "./token-issuer.ts";

export interface TokenResponseInput {
  readonly record: SignInRecord;
  readonly user: User;
  readonly app: AppRegistration;
  readonly origin: string;
  readonly nonce?: string | undefined;
  /** The claims request, as JSON. */
  readonly claims?: string | undefined;
  /** The grant is a refresh token. */
  readonly isRefresh: boolean;
}

const signInScopes = ["openid", "profile", "email"];

/**
 * Builds the body of a successful token response. As in Entra, `scope` contains everything the user has granted to the app, not only what
 * was requested, and never `offline_access`, which shows only in the refresh token.
 */
export async function buildTokenResponse(context: EntraContext, input: TokenResponseInput): Promise<Record<string, unknown>> {
  const { record, user, app, origin } = input;
  const { requested } = record;
  const graph = consentedScopes(context, input);
  const openid = requested.oidc.includes("openid") || requested.oidc.includes("profile");
  const scopes = [...graph, ...(openid ? signInScopes : [])];
  const resource = requested.resource ?? graphOriginOf(origin);
  const scopeNames = scopes.map((scope) =>
    requested.resource === undefined || signInScopes.includes(scope) ? scope : `${resource}/${scope}`,
  );
  const lifetime = context.settings.accessTokenLifetime;
  const token = { user, clientId: app.clientId, origin, lifetime };
  return {
    token_type: "Bearer",
    scope: scopeNames.join(" "),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: isUnusable(context, input)
      ? `EwB${context.random.opaque(240)}`
      : await context.tokens.accessToken({ ...token, scopes, resource, capabilities: capabilitiesOf(input.claims) }),
    ...(issuesRefreshToken(input) && { refresh_token: issueRefreshToken(context, record) }),
    ...(openid && { id_token: await context.tokens.idToken(token, input.nonce) }),
    client_info: clientInfoOf(user),
  };
}

/**
 * Returns the Graph permissions that the user has granted.
 *
 * @throws EntraError when a requested permission is not granted.
 */
function consentedScopes(context: EntraContext, { record, user, app, isRefresh }: TokenResponseInput): string[] {
  const granted = context.directory.granted(user, app.clientId);
  const graph = [...granted].filter((scope) => context.permissions(scope)?.kind !== "oidc");
  const missing = record.requested.graph.some((scope) => !granted.has(scope));
  const nothingGranted = granted.size === 0;
  if (nothingGranted || (missing && !(isRefresh && context.settings.missingScopeAtRefresh === "shrink"))) {
    throw isPersonal(user) ? createEntraError(70000) : createEntraError(65001, { app: app.clientId, name: app.name });
  }
  return graph;
}

/** Personal accounts get a token that is no JSON Web Token, if it is not for Graph. */
function isUnusable({ settings }: EntraContext, { record, user, isRefresh }: TokenResponseInput): boolean {
  return isRefresh && isPersonal(user) && record.requested.resource === undefined && settings.bareScopesAtPersonalRefresh === "unusable";
}

/** Work accounts get a refresh token with each refresh once `offline_access` was granted. Personal accounts must request it each time. */
function issuesRefreshToken({ record, user, isRefresh }: TokenResponseInput): boolean {
  return record.requested.oidc.includes("offline_access") || (isRefresh && !isPersonal(user));
}

/** As in Entra, older refresh tokens remain valid, and each expires after its own idle time. */
function issueRefreshToken(context: EntraContext, record: SignInRecord): string {
  const now = context.clock.now();
  const oldestKept = now.getTime() - 2 * context.settings.refreshTokenInactivity;
  for (const [oldToken, { issued }] of context.refreshTokens) if (issued.getTime() < oldestKept) context.refreshTokens.delete(oldToken);
  const token = `1.A${context.random.opaque(240)}`;
  const { userId, clientId, platform, authority, requested, signedInAt, mfa, viaDeviceCode } = record;
  const kept: SignInRecord = { userId, clientId, platform, authority, requested, signedInAt, mfa, viaDeviceCode };
  context.refreshTokens.set(token, { ...kept, issued: now });
  return token;
}

/**
 * Returns the client's capabilities.
 *
 * @throws EntraError when the claims request is not JSON.
 */
function capabilitiesOf(claims: string | undefined): string[] {
  if (claims === undefined) return [];
  try {
    const values: unknown = JSON.parse(claims)?.access_token?.xms_cc?.values;
    return [values].flat().filter((value) => typeof value === "string");
  } catch {
    throw createEntraError(9002313);
  }
}
