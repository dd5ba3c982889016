import type { Clock, Logger } from "@casement/core";
import type { AccessGrant } from "../access/access-grant.ts";
import type { AccessStore } from "../access/access-store.ts";
import { createSecret, isSameSecret, sha256Hex } from "../access/secret-hash.ts";
import type { RefreshState } from "../access/stored-grant.ts";
import type { RenewableGrant } from "./authorization-codes.ts";
import { OAuthError } from "./oauth-error.ts";

/**
 * The tokens of programs. Access tokens are in memory: after a restart, programs refresh. A refresh token is replaced with each use, and the grant
 * keeps its SHA-256. All refresh tokens of a grant begin with the same random family, so that an old one is recognized: it was stolen, or its
 * successor was.
 */
export interface ProgramTokens {
  begin(grant: Omit<AccessGrant, "createdAt" | "usedAt">, clientId: string): RenewableGrant;
  /** Replaces a refresh token. @throws OAuthError `invalid_grant` */
  renew(refreshToken: string, clientId: string): RenewableGrant;
  createAccessToken(refreshToken: string): string;
  grantOf(accessToken: string): AccessGrant | undefined;
  /** RFC 7009. Does nothing for an unknown token. */
  revoke(token: string): void;
}

interface AccessToken {
  readonly family: string;
  /** Of the refresh token that it came with. */
  readonly refreshHash: string;
  readonly until: number;
}

/** Seconds. */
export const accessTokenLifetime = 3_600;
/** All access tokens begin like this, so that one that has expired does not count as a guess. */
export const accessTokenPrefix = "casement-access-";
/** Several processes of one program may refresh at the same time (ms). */
const sharedFor = 30_000;

export function createProgramTokens(store: AccessStore, clock: Clock, log: Logger): ProgramTokens {
  const accessTokens = new Map<string, AccessToken>();
  const successors = new Map<string, { readonly refreshToken: string; readonly until: number }>();
  const now = (): number => clock.now().getTime();
  const forget = (kept: Map<string, { readonly until: number }>): void => {
    for (const [hash, { until }] of kept) if (until <= now()) kept.delete(hash);
  };
  const createRefreshToken = (family: string): string => `${family}.${createSecret()}`;

  /** The program has received this refresh token, so that the one before is used up. */
  function confirm(family: string, refreshHash: string, { previousHash, ...refresh }: RefreshState): void {
    if (previousHash !== undefined && refresh.tokenHash === refreshHash) store.renew(family, refresh);
  }
  return {
    begin(grant, clientId) {
      const family = createSecret();
      const refreshToken = createRefreshToken(family);
      const refresh = { clientHash: sha256Hex(clientId), tokenHash: sha256Hex(refreshToken) };
      return { grant: store.addRenewable(grant, family, refresh), refreshToken };
    },
    renew(refreshToken, clientId) {
      forget(successors);
      const family = familyOf(refreshToken);
      const found = store.findRenewable(family);
      const hash = sha256Hex(refreshToken);
      if (!found || !isSameSecret(found.refresh.clientHash, sha256Hex(clientId)))
        throw new OAuthError("invalid_grant", "The access has ended. Connect again.");
      const { grant, refresh } = found;
      const shared = successors.get(hash);
      if (shared) return { grant, refreshToken: shared.refreshToken };
      if (hash !== refresh.tokenHash && hash !== refresh.previousHash) {
        store.remove(grant.name);
        log.warn("Access: an AI agent sent a refresh token that was used before. Somebody may have copied it, so the access has ended.");
        throw new OAuthError("invalid_grant", "This refresh token was used before, so the access has ended. Connect again.");
      }
      const next = createRefreshToken(family);
      store.renew(family, { clientHash: refresh.clientHash, tokenHash: sha256Hex(next), previousHash: hash });
      successors.set(hash, { refreshToken: next, until: now() + sharedFor });
      return { grant, refreshToken: next };
    },
    createAccessToken(refreshToken) {
      forget(accessTokens);
      const token = accessTokenPrefix + createSecret();
      const until = now() + accessTokenLifetime * 1_000;
      accessTokens.set(sha256Hex(token), { family: familyOf(refreshToken), refreshHash: sha256Hex(refreshToken), until });
      return token;
    },
    grantOf(accessToken) {
      const known = accessTokens.get(sha256Hex(accessToken));
      const found = known && known.until > now() ? store.findRenewable(known.family) : undefined;
      if (!known || !found) return undefined;
      confirm(known.family, known.refreshHash, found.refresh);
      return found.grant;
    },
    revoke(token) {
      accessTokens.delete(sha256Hex(token));
      const found = store.findRenewable(familyOf(token));
      if (found) store.remove(found.grant.name);
    },
  };
}

const familyOf = (refreshToken: string): string => refreshToken.slice(0, Math.max(0, refreshToken.indexOf(".")));
