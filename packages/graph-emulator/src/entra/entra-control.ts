import { CasementError } from "@casement/core";
import type { AppRegistration, NewApp, Tenant, User } from "../directory.ts";
import { redirectAddressOf } from "./authorize-endpoint.ts";
import { runAuthorizeStep } from "./authorize-step.ts";
import type { ConsentDecision } from "./consent.ts";
import { findPendingDevice, runDeviceStep } from "./device-flow.ts";
import type { EntraContext, EntraSettings, TokenFault } from "./entra-context.ts";
import { EntraError } from "./entra-error.ts";
import type { SignInAction } from "./interaction.ts";

/** Result of a sign-in without a browser. `page` is the page where a browser would stop. */
export type SignInResult =
  | { readonly redirect: string; readonly form?: Readonly<Record<string, string>> }
  | { readonly page: "sign-in" | "need-admin" | "error"; readonly code?: number; readonly message?: string };

export type DeviceResult = { readonly approved: true } | { readonly approved: false; readonly code?: number; readonly message: string };

export interface EntraControl {
  /** Settings, which can be changed at any time. */
  readonly settings: EntraSettings;
  /** Device codes that are pending. */
  deviceCodes(): { userCode: string; clientId: string; scopes: readonly string[]; expires: Date }[];
  /**
   * Enters the code, signs in, and consents as the user (`organization`: as an administrator for all users). If refused, the code stays
   * pending.
   */
  approveDevice(userCode: string, user: string, decision?: Exclude<ConsentDecision, "cancel">): DeviceResult;
  denyDevice(userCode: string): void;
  /**
   * Follows an authorize URL as `user` (id or name). `cancel` cancels on the consent page and returns from "Need admin approval"; `accept`
   * stops there. `signedInBefore`: the browser already has a session of this user, so that `prompt=none` works.
   */
  signIn(authorizeUrl: string, options: { user: string; decision?: ConsentDecision; signedInBefore?: boolean }): SignInResult;
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
  const deviceOf = (userCode: string) => findPendingDevice(context, userCode) ?? throwUnknown("pending device code");
  const pendingDevices = () =>
    [...context.devices.values()].filter(({ state, expires }) => state.kind === "pending" && clock.now() < expires);

  return {
    settings: context.settings,
    deviceCodes: () =>
      pendingDevices().map(({ userCode, clientId, requested, expires }) => ({
        userCode,
        clientId,
        expires,
        scopes: [...requested.graph, ...requested.oidc],
      })),
    approveDevice(userCode, name, decision = "accept") {
      const device = deviceOf(userCode);
      const user = userOf(name);
      const session = { users: new Map([[user.id, clock.now()]]) };
      try {
        runDeviceStep(context, device, { kind: "decide", userId: user.id, decision }, session);
        return { approved: true };
      } catch (error) {
        return { approved: false, ...reasonOf(error) };
      }
    },
    denyDevice(userCode) {
      deviceOf(userCode).state = { kind: "declined" };
    },
    signIn(authorizeUrl, { user: name, decision = "accept", signedInBefore = false }) {
      const url = new URL(authorizeUrl);
      const user = userOf(name);
      const request = {
        segment: url.pathname.split("/")[1] ?? "",
        parameters: new Map(url.searchParams),
        origin: url.origin,
      };
      const session = { users: new Map(signedInBefore ? [[user.id, clock.now()]] : []) };
      const signIn: SignInAction = { kind: "sign-in", userName: user.userPrincipalName, password: user.password ?? "" };
      let outcome = runAuthorizeStep(context, request, signedInBefore ? { kind: "arrive" } : signIn, session);
      if (outcome.kind === "page" && (outcome.step.kind === "choose" || outcome.step.kind === "sign-in")) {
        outcome = runAuthorizeStep(context, request, signIn, session);
      }
      if (outcome.kind === "page" && (outcome.step.kind === "consent" || decision === "cancel")) {
        outcome = runAuthorizeStep(context, request, { kind: "decide", userId: user.id, decision }, session);
      }
      if (outcome.kind === "redirect") {
        return { redirect: redirectAddressOf(outcome), ...(outcome.mode === "form_post" && { form: outcome.parameters }) };
      }
      if (outcome.kind === "refused") return { page: "error", ...reasonOf(outcome.refusal) };
      return outcome.step.kind === "need-admin" ? { page: "need-admin", code: 90094 } : { page: "sign-in" };
    },
    grant: (principal, clientId, scopes) => directory.grant(principalOf(principal), clientId, canonicalScopes(scopes)),
    revoke: (principal, clientId, scopes) => directory.revoke(principalOf(principal), clientId, scopes && canonicalScopes(scopes)),
    setTenantPolicy(name, { adminOnlyScopes, signInFrequency }) {
      const tenant = tenantOf(name);
      if (adminOnlyScopes) tenant.adminOnlyScopes = new Set(canonicalScopes(adminOnlyScopes));
      if (signInFrequency === null) delete tenant.signInFrequency;
      else if (signInFrequency !== undefined) tenant.signInFrequency = signInFrequency;
    },
    registerApp: (app) => directory.registerApp(app),
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
      deviceCodes: pendingDevices().length,
      codes: [...context.codes.values()].filter(({ redeemed }) => !redeemed).length,
      refreshTokens: [...context.refreshTokens.values()].filter(({ ended }) => !ended).length,
      accessTokens: context.tokens.liveAccessTokens(),
      faults: context.faults.length,
      sessions: context.browserSessions.size,
    }),
  };
}

function reasonOf(error: unknown): { code?: number; message: string } {
  if (!(error instanceof EntraError)) throw error;
  return { message: error.message, ...(error.code !== undefined && { code: error.code }) };
}

function throwUnknown(kind: string): never {
  throw new CasementError("not-found", `The emulator has no such ${kind}.`);
}
