import { CasementError } from "@casement/core";
import type { AppRegistration, NewApp, Tenant, User } from "../directory.ts";
import { redirectAddressOf } from "./authorize-endpoint.ts";
import { runAuthorizeStep } from "./authorize-step.ts";
import type { ConsentDecision } from "./consent.ts";
import { findPendingDevice, runDeviceStep } from "./device-flow.ts";
import type { EntraContext, EntraSettings, TokenFault } from "./entra-context.ts";
import { EntraError } from "./entra-error.ts";
import type { SignInAction } from "./interaction.ts";

/** What a sign-in without a browser led to. `page`: the browser would stop there. */
export type SignInResult =
  | { readonly redirect: string; readonly form?: Readonly<Record<string, string>> }
  | { readonly page: "sign-in" | "need-admin" | "error"; readonly code?: number; readonly message?: string };

export type DeviceResult = { readonly approved: true } | { readonly approved: false; readonly code?: number; readonly message: string };

export interface EntraControl {
  /** May be changed at any time. */
  readonly settings: EntraSettings;
  /** Codes that wait for a person. */
  deviceCodes(): { userCode: string; clientId: string; scopes: readonly string[]; expires: Date }[];
  /** As if the user had entered the code, signed in and consented (`organization`: as an administrator for everybody). Refused, the code stays pending. */
  approveDevice(userCode: string, user: string, decision?: Exclude<ConsentDecision, "cancel">): DeviceResult;
  denyDevice(userCode: string): void;
  /**
   * Where the clicks of `user` (id or name) on an authorize address would lead. `cancel` cancels the consent page, and returns from
   * "Need admin approval"; `accept` stops there. `signedInBefore`: the browser has a session of this user, so that `prompt=none` works.
   */
  signIn(authorizeUrl: string, options: { user: string; decision?: ConsentDecision; signedInBefore?: boolean }): SignInResult;
  /** `principal`: a user (id or name), or a tenant (id or domain) for everybody in it. */
  grant(principal: string, clientId: string, scopes: readonly string[]): void;
  /** Without `scopes` everything. Access tokens live on until they expire; `endAccessTokens` ends them. */
  revoke(principal: string, clientId: string, scopes?: readonly string[]): void;
  /** Which permissions only administrators of the tenant may consent to, and how often everybody must sign in (milliseconds). */
  setTenantPolicy(tenant: string, policy: { adminOnlyScopes?: readonly string[]; signInFrequency?: number | null }): void;
  registerApp(app: NewApp): AppRegistration;
  setStrict(strict: boolean): void;
  /** All secrets of the app end now. */
  expireSecrets(clientId: string): void;
  /** `expired`: as after 90 idle days (700082). `revoked`: as after a password change (50173). Of one user, or of all. Says how many. */
  endRefreshTokens(reason: "expired" | "revoked", user?: string): number;
  /** Graph answers 401 to them. Of one user, or of all. Says how many. */
  endAccessTokens(reason: "expired" | "revoked", user?: string): number;
  /** The next token requests that fit are refused so. */
  failToken(fault: TokenFault): void;
  clearFaults(): void;
  counts(): { deviceCodes: number; codes: number; refreshTokens: number; accessTokens: number; faults: number; sessions: number };
}

/** Entra's part of the control interface: changes from "elsewhere", and people without browsers. */
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
      const hit = [...context.refreshTokens.values()].filter((token) => !token.ended && (userId === undefined || token.userId === userId));
      for (const token of hit) token.ended = reason;
      return hit.length;
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
  throw new CasementError("not-found", `The emulator knows no such ${kind}.`);
}
