import { CasementError } from "@casement/core";
import type { AppRegistration, NewApp, Tenant, User } from "../directory.ts";
import { type AccessControl, createAccessControl } from "./access-control.ts";
import { type ConsentControl, createConsentControl } from "./consent-control.ts";
import type { EntraContext, EntraSettings, TokenFault } from "./entra-context.ts";
import { createSignInControl, type SignInControl } from "./sign-in-control.ts";

export interface EntraControl extends ConsentControl, AccessControl, SignInControl {
  /** Settings, which can be changed at any time. */
  readonly settings: EntraSettings;
  /** Grants permissions. `principal` is a user (id or name), or a tenant (id or domain) for all its users. */
  grant(principal: string, clientId: string, scopes: readonly string[]): void;
  /** Revokes permissions. Omit `scopes` to revoke all. Issued access tokens remain valid; `endAccessTokens` ends them. */
  revoke(principal: string, clientId: string, scopes?: readonly string[]): void;
  /**
   * Sets the permissions that only administrators of the tenant may consent to, and how often users must sign in (milliseconds; null for no
   * limit).
   */
  setTenantPolicy(tenant: string, policy: { adminOnlyScopes?: readonly string[]; signInFrequency?: number | null }): void;
  registerApp(app: NewApp): AppRegistration;
  setStrict(strict: boolean): void;
  /** Expires all secrets of the app. */
  expireSecrets(clientId: string): void;
  /**
   * Ends refresh tokens of one user or of all users: `expired` as after 90 days without use (700082), `revoked` as after a password change
   * (50173). Returns the number of tokens.
   */
  endRefreshTokens(reason: "expired" | "revoked", user?: string): number;
  /** Ends access tokens of one user or of all users, so that Graph refuses them with 401. Returns the number of tokens. */
  endAccessTokens(reason: "expired" | "revoked", user?: string): number;
  /** Makes the next matching token requests fail. */
  failToken(fault: TokenFault): void;
  clearFaults(): void;
  counts(): { deviceCodes: number; codes: number; refreshTokens: number; accessTokens: number; faults: number; sessions: number };
}

/** Creates Entra's part of the control interface: changes from outside, and sign-ins without browsers. */
export function createEntraControl(context: EntraContext): EntraControl {
  const { directory, clock, permissions } = context;
  const userOf = (name: string): User => directory.user(name) ?? throwUnknown("user");
  const tenantOf = (name: string): Tenant => directory.tenant(name) ?? throwUnknown("tenant");
  const principalOf = (name: string) => directory.user(name)?.id ?? directory.tenant(name)?.id ?? throwUnknown("user or tenant");
  const canonicalScopes = (scopes: readonly string[]) =>
    scopes.map((scope) => permissions(scope)?.name ?? throwUnknown(`permission ${scope}`));
  const signIn = createSignInControl(context);

  return {
    ...createConsentControl(context),
    ...createAccessControl(context),
    ...signIn,
    settings: context.settings,
    grant: (principal, clientId, scopes) => directory.grant(principalOf(principal), clientId, canonicalScopes(scopes)),
    revoke: (principal, clientId, scopes) => directory.revoke(principalOf(principal), clientId, scopes && canonicalScopes(scopes)),
    setTenantPolicy(name, { adminOnlyScopes, signInFrequency }) {
      const tenant = tenantOf(name);
      if (adminOnlyScopes) tenant.adminOnlyScopes = new Set(canonicalScopes(adminOnlyScopes));
      if (signInFrequency === null) delete tenant.signInFrequency;
      else if (signInFrequency !== undefined) tenant.signInFrequency = signInFrequency;
    },
    registerApp: ({ secrets, ...app }) =>
      directory.registerApp({
        ...app,
        // Over HTTP, times are texts.
        ...(secrets && {
          secrets: secrets.map(({ expires, ...secret }) => ({ ...secret, ...(expires && { expires: new Date(expires) }) })),
        }),
      }),
    setStrict(strict) {
      directory.strict = strict;
    },
    expireSecrets(clientId) {
      for (const secret of directory.app(clientId)?.secrets ?? []) secret.expires = clock.now();
    },
    endRefreshTokens(reason, name) {
      const userId = name === undefined ? undefined : userOf(name).id;
      const tokens = [...context.refreshTokens.values()].filter(
        (token) => !token.ended && (userId === undefined || token.userId === userId),
      );
      for (const token of tokens) token.ended = reason;
      return tokens.length;
    },
    endAccessTokens: (reason, name) => context.tokens.endAccessTokens(reason, name === undefined ? undefined : userOf(name).id),
    failToken: (fault) => void context.faults.push({ ...fault, times: fault.times ?? 1 }),
    clearFaults: () => void context.faults.splice(0),
    counts: () => ({
      deviceCodes: signIn.deviceCodes().length,
      codes: [...context.codes.values()].filter(({ redeemed }) => !redeemed).length,
      refreshTokens: [...context.refreshTokens.values()].filter(({ ended }) => !ended).length,
      accessTokens: context.tokens.liveAccessTokens(),
      faults: context.faults.length,
      sessions: context.browserSessions.size,
    }),
  };
}

function throwUnknown(kind: string): never {
  throw new CasementError("not-found", `The emulator has no such ${kind}.`);
}
