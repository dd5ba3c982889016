import type { Clock } from "@casement/core";
import { type Directory, isPersonal, type User } from "../directory.ts";
import { getSigningKey } from "./signing-key.ts";

/** Contents of a valid access token. */
export interface VerifiedToken {
  readonly user: User;
  readonly clientId: string;
  /** Permissions in Microsoft's spelling, without resource prefix. May include `openid`, `profile`, and `email`. */
  readonly scopes: readonly string[];
  readonly tenantId: string;
  readonly expires: Date;
}

export type TokenVerification =
  | ({ readonly ok: true } & VerifiedToken)
  | { readonly ok: false; readonly reason: "malformed" | "unknown" | "expired" | "revoked" }
  | { readonly ok: false; readonly reason: "challenged"; readonly claims: string };

export interface AccessTokenRequest {
  readonly user: User;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Audience, for example `https://graph.microsoft.com`. */
  readonly resource: string;
  /** Origin of the issuer, for example `https://login.microsoftonline.com`. */
  readonly origin: string;
  /** Lifetime in seconds. */
  readonly lifetime: number;
  /** What the client declared with the claim `xms_cc`. `cp1`: it can handle claims challenges. */
  readonly capabilities: readonly string[];
}

export interface TokenIssuer {
  accessToken(request: AccessTokenRequest): Promise<string>;
  idToken(request: Omit<AccessTokenRequest, "resource" | "scopes" | "capabilities">, nonce: string | undefined): Promise<string>;
  /** Issues a token of Microsoft's change notification service for the app of a subscription. */
  validationToken(to: { readonly user: User; readonly clientId: string }): Promise<string>;
  /** Verifies an access token. As in Entra, revoking a grant does not affect tokens that were already issued. */
  verifyAccessToken(token: string, now?: Date): TokenVerification;
  /** Ends access tokens of one user or of all users, with the given reason. Returns their number. */
  endAccessTokens(reason: "revoked" | "expired", userId?: string): number;
  /** Challenges the valid access tokens of a user's clients that declared `cp1`: `notBefore` in seconds since 1970. Returns their number. */
  challenge(userId: string, notBefore: number): number;
  /** Returns the number of valid access tokens. */
  liveAccessTokens(): number;
}

interface Issued extends VerifiedToken {
  ended?: "revoked" | "expired";
  readonly handlesChallenges: boolean;
  /** Claims request, as JSON, that a new token must satisfy. */
  challenge?: string;
}

/** The app that issues the tokens in notifications: learn.microsoft.com/graph/change-notifications-with-resource-data. */
const changeNotificationService = "0bf30f3b-4a52-48df-9a82-234910c4a086";
const dayMs = 24 * 3600_000;

export function createTokenIssuer({ clock, directory }: { clock: Clock; directory: Directory }): TokenIssuer {
  const issued = new Map<string, Issued>();
  const stateOf = (token: Issued, now: Date) => token.ended ?? (token.expires <= now ? "expired" : "live");
  const claims = (request: Omit<AccessTokenRequest, "resource" | "scopes" | "capabilities">) => {
    const { user, clientId } = request;
    const iat = Math.floor(clock.now().getTime() / 1000);
    return {
      iss: `${request.origin}/${user.tenantId}/v2.0`,
      iat,
      nbf: iat,
      exp: iat + request.lifetime,
      tid: user.tenantId,
      oid: user.id,
      sub: subject(user, clientId),
      name: user.displayName,
      preferred_username: user.home ? user.mail : user.userPrincipalName,
      ver: "2.0",
      uti: directory.random.opaque(16),
    };
  };
  return {
    async accessToken(request) {
      const { user, clientId, scopes } = request;
      const { sub, preferred_username, ...commonClaims } = claims(request);
      // Graph's access tokens are version 1: appid, upn, issuer sts.windows.net. Clients must not read them, but many do.
      const payload = {
        aud: request.resource,
        ...commonClaims,
        iss: `https://sts.windows.net/${user.tenantId}/`,
        ver: "1.0",
        sub,
        appid: clientId,
        azp: clientId,
        app_displayname: directory.app(clientId)?.name,
        given_name: user.givenName,
        family_name: user.surname,
        upn: preferred_username,
        preferred_username,
        unique_name: preferred_username,
        idtyp: "user",
        scp: scopes.join(" "),
        ...(user.home && { idp: `https://sts.windows.net/${user.home.tenantId}/` }),
        ...(request.capabilities.length > 0 && { xms_cc: request.capabilities }),
      };
      const token = await createJwt(payload);
      const now = clock.now();
      for (const [oldToken, { expires }] of issued) if (expires.getTime() + dayMs < now.getTime()) issued.delete(oldToken);
      const expires = new Date(commonClaims.exp * 1000);
      const handlesChallenges = request.capabilities.some((capability) => capability.toLowerCase() === "cp1");
      issued.set(token, { user, clientId, scopes, tenantId: user.tenantId, expires, handlesChallenges });
      return token;
    },
    idToken(request, nonce) {
      const { user, clientId } = request;
      const personal = isPersonal(user) ? { email: user.mail } : {};
      return createJwt({ aud: clientId, ...claims(request), ...personal, ...(nonce !== undefined && { nonce }) });
    },
    validationToken({ user, clientId }) {
      const iat = Math.floor(clock.now().getTime() / 1000);
      const from = { appid: changeNotificationService, azp: changeNotificationService, idtyp: "app", tid: user.tenantId, ver: "1.0" };
      return createJwt({ aud: clientId, iss: `https://sts.windows.net/${user.tenantId}/`, iat, nbf: iat, exp: iat + 3600, ...from });
    },
    verifyAccessToken(token, now = clock.now()) {
      const record = issued.get(token);
      if (record) {
        const state = stateOf(record, now);
        if (state === "live" && record.challenge !== undefined) return { ok: false, reason: "challenged", claims: record.challenge };
        return state === "live" ? { ok: true, ...record } : { ok: false, reason: state };
      }
      const expires = expiryOf(token);
      if (expires === undefined) return { ok: false, reason: "malformed" };
      return { ok: false, reason: expires * 1000 <= now.getTime() ? "expired" : "unknown" };
    },
    endAccessTokens(reason, userId) {
      const now = clock.now();
      const ended = [...issued.values()].filter(
        (record) => stateOf(record, now) === "live" && (userId === undefined || record.user.id === userId),
      );
      for (const record of ended) record.ended = reason;
      return ended.length;
    },
    challenge(userId, notBefore) {
      const now = clock.now();
      const challenged = [...issued.values()].filter(
        (record) => record.user.id === userId && record.handlesChallenges && stateOf(record, now) === "live",
      );
      for (const record of challenged)
        record.challenge = JSON.stringify({ access_token: { nbf: { essential: true, value: String(notBefore) } } });
      return challenged.length;
    },
    liveAccessTokens: () => [...issued.values()].filter((record) => stateOf(record, clock.now()) === "live").length,
  };
}

/** Returns the value from which msal derives the account id: `uid.utid`. For a guest, both are of the account's own tenant. */
export function clientInfoOf(user: User): string {
  return base64url({ uid: user.home?.id ?? user.id, utid: user.home?.tenantId ?? user.tenantId });
}

async function createJwt(payload: Record<string, unknown>): Promise<string> {
  const key = await getSigningKey();
  const body = `${base64url({ typ: "JWT", alg: "RS256", kid: key.kid })}.${base64url(payload)}`;
  return `${body}.${key.sign(body)}`;
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Returns the subject, which is unique for each user and app, as in Entra. */
function subject(user: User, clientId: string): string {
  return Buffer.from(`${user.id.slice(0, 18)}${clientId.slice(0, 13)}`).toString("base64url");
}

/** Returns the expiry in seconds since 1970, or undefined if the text is not a JSON Web Token. */
function expiryOf(token: string): number | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(parts[1]!, "base64url").toString("utf8"));
    return typeof exp === "number" ? exp : undefined;
  } catch {
    return undefined;
  }
}
