import { createHash } from "node:crypto";
import { type AppRegistration, isPersonal, type User } from "../directory.ts";
import { checkAppEnabled } from "./authority.ts";
import { authenticateClient, type ClientCredentials } from "./client-authentication.ts";
import { accessProblemOf, type CheckedSignIn, createAccessError } from "./conditional-access.ts";
import { checkScopes } from "./consent.ts";
import type { CodeRecord, EntraContext, RefreshRecord, SignInRecord } from "./entra-context.ts";
import { createEntraError } from "./entra-error.ts";
import { parseRequestedScopes } from "./requested-scopes.ts";

/** The redeemed sign-in, its user, and the nonce for the ID token. */
interface Redeemed {
  record: SignInRecord;
  user: User;
  nonce?: string | undefined;
}

type Redeem = (context: EntraContext, app: AppRegistration, form: ReadonlyMap<string, string>, credentials: ClientCredentials) => Redeemed;

const codeLifetimeMs = 10 * 60_000;

const redeemCode: Redeem = (context, app, form, credentials) => {
  const record = context.codes.get(requiredParameter(form, "code"));
  const user = record && context.directory.user(record.userId);
  if (!record || !user || record.clientId !== app.clientId) throw createEntraError(9002313);
  authenticateClient(app, record.platform, credentials, context.clock);
  if (record.redeemed) throw createEntraError(54005);
  if (context.clock.now().getTime() >= record.issued.getTime() + codeLifetimeMs) throw createEntraError(70008);
  const redirect = form.get("redirect_uri") ?? "";
  if (redirect !== record.redirectUri) throw createEntraError(500112, { redirect, expected: record.redirectUri });
  if (record.platform === "spa" && !record.challenge) throw createEntraError(9002325);
  if (!verifierMatches(record.challenge, form.get("code_verifier"))) throw createEntraError(501481);
  record.redeemed = true;
  return { record, user, nonce: record.nonce };
};

const refresh: Redeem = (context, app, form, credentials) => {
  const stored = context.refreshTokens.get(requiredParameter(form, "refresh_token"));
  const user = stored && context.directory.user(stored.userId);
  if (!stored || !user || stored.clientId !== app.clientId) throw createEntraError(9002313);
  authenticateClient(app, stored.platform, credentials, context.clock);
  checkRefreshToken(context, stored, user);
  checkAppEnabled(app, user, context.directory);
  checkAccess(context, { ...stored, user });
  const scope = form.get("scope");
  const requested = scope ? parseRequestedScopes(scope, context.permissions) : stored.requested;
  checkScopes(context, user, app, requested);
  return { record: { ...stored, requested }, user };
};

const redeemDevice: Redeem = (context, app, form, credentials) => {
  const name = form.has("code") && !form.has("device_code") ? "code" : "device_code";
  const record = context.devices.get(requiredParameter(form, name));
  if (!record || record.clientId !== app.clientId) throw createEntraError(70018);
  if (!app.allowPublicClient && credentials.secret === undefined && credentials.assertion === undefined) throw createEntraError(7000218);
  authenticateClient(app, app.allowPublicClient ? "publicClient" : "web", credentials, context.clock);
  const now = context.clock.now();
  if (record.state.kind === "redeemed") throw createEntraError(54005);
  if (record.state.kind === "declined") throw createEntraError(65004, {}, "authorization_declined");
  if (now >= record.expires) throw createEntraError(70020);
  const { polled } = record;
  record.polled = now;
  if (record.state.kind === "pending") {
    const polledTooFast = polled !== undefined && now.getTime() - polled.getTime() < context.settings.deviceCodeInterval * 1000;
    throw createEntraError(70016, {}, polledTooFast && context.settings.enforceDeviceCodeInterval ? "slow_down" : undefined);
  }
  const user = context.directory.user(record.state.userId);
  if (!user) throw createEntraError(9002313);
  const { userId, signedIn: signedInAt, mfa } = record.state;
  const { clientId, authority, requested } = record;
  checkAccess(context, { user, mfa, viaDeviceCode: true });
  record.state = { kind: "redeemed" };
  return {
    record: {
      userId,
      signedInAt,
      mfa,
      viaDeviceCode: true,
      clientId,
      authority,
      requested,
      platform: app.allowPublicClient ? "publicClient" : "web",
    },
    user,
  };
};

/** Grants by `grant_type`. msal-node uses the short name of the device grant, RFC 8628 the long one. */
export const tokenGrants: Readonly<Record<string, Redeem>> = {
  authorization_code: redeemCode,
  refresh_token: refresh,
  device_code: redeemDevice,
  "urn:ietf:params:oauth:grant-type:device_code": redeemDevice,
};

function checkRefreshToken(context: EntraContext, stored: RefreshRecord, user: User): void {
  const now = context.clock.now();
  const issued = stored.issued.toISOString();
  if (isPersonal(user) && stored.authority === "common" && context.settings.refusePersonalRefreshThroughCommon)
    throw createEntraError(70000);
  const validFrom = user.tokensValidFrom;
  if (stored.ended === "revoked" || (validFrom && stored.signedInAt < validFrom)) {
    throw createEntraError(50173, { issued, validFrom: (validFrom ?? now).toISOString() });
  }
  const idle = now.getTime() - stored.issued.getTime();
  if (stored.ended === "expired" || idle >= context.settings.refreshTokenInactivity) throw createEntraError(700082, { issued });
  const frequency = context.directory.tenant(user.tenantId)?.signInFrequency;
  if (frequency !== undefined && now.getTime() - stored.signedInAt.getTime() >= frequency) {
    throw createEntraError(70043, { issued, seconds: String(Math.floor(frequency / 1000)) });
  }
}

/** @throws EntraError when a conditional access policy refuses tokens. */
function checkAccess(context: EntraContext, signIn: CheckedSignIn): void {
  const problem = accessProblemOf(context, signIn, "token");
  if (problem !== undefined) throw createAccessError(context, problem, signIn.user);
}

function verifierMatches(challenge: CodeRecord["challenge"], verifier: string | undefined): boolean {
  if (!challenge) return true;
  if (verifier === undefined) return false;
  return challenge.value === (challenge.method === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier);
}

function requiredParameter(form: ReadonlyMap<string, string>, parameter: string): string {
  const value = form.get(parameter);
  if (!value) throw createEntraError(900144, { parameter });
  return value;
}
