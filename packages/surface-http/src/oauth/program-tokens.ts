import { createHmac } from "node:crypto";
import type { Clock, Logger } from "@casement/core";
import type { AccessGrant } from "../access/access-grant.ts";
import type { AccessStore } from "../access/access-store.ts";
import { createSecret, isSameSecret, sha256Hex } from "../access/secret-hash.ts";
import type { RefreshState } from "../access/stored-grant.ts";
import { OAuthError } from "./oauth-error.ts";

/**
 * The tokens of programs. Nothing of them is in memory, so that every front of a cluster knows those of the others. An access token is signed. A refresh
 * token is replaced with each use, and the grant keeps its SHA-256. All refresh tokens of a grant begin with the same random family, so that an old one is
 * recognized: it was stolen, or its successor was.
 */
export interface ProgramTokens {
  /** `family`: a new secret. */
  begin(grant: Omit<AccessGrant, "createdAt" | "usedAt">, clientId: string, family: string): RenewableGrant;
  /** Replaces a refresh token. @throws OAuthError `invalid_grant` */
  renew(refreshToken: string, clientId: string): RenewableGrant;
  createAccessToken(refreshToken: string): string;
  grantOf(accessToken: string): AccessGrant | undefined;
  /** RFC 7009: of a refresh token all of its access, of an access token those that were given so far. Does nothing for an unknown token. */
  revoke(token: string): void;
  /** `hash`: the SHA-256 of the family. */
  endFamily(hash: string): void;
}

export interface RenewableGrant {
  readonly grant: AccessGrant;
  readonly refreshToken: string;
}

interface AccessToken {
  /** SHA-256 of the family. */
  readonly family: string;
  /** Of the refresh token that it came with. */
  readonly refreshHash: string;
  readonly at: number;
}

/** Seconds. */
export const accessTokenLifetime = 3_600;
/** All access tokens begin like this, so that one that has expired does not count as a guess. */
export const accessTokenPrefix = "casement-access-";
/** Several processes of one program may refresh at the same time (ms). */
const sharedFor = 30_000;

/** `key`: of the signatures. */
export function createProgramTokens(store: AccessStore, clock: Clock, log: Logger, key: string): ProgramTokens {
  const now = (): number => clock.now().getTime();
  const sign = (purpose: string, text: string): string =>
    createHmac("sha256", key)
      .update(JSON.stringify([purpose, text]))
      .digest("base64url");
  /** The same at every front, so that processes of a program that refresh at the same time get the same one. */
  const successorOf = (refreshToken: string): string => `${refreshToken.split(".")[0]}.${sign("refresh token", refreshToken)}`;

  function open(accessToken: string): AccessToken | undefined {
    const [, text = "", signature = ""] = /^casement-access-([\w-]{1,400})\.([\w-]+)$/.exec(accessToken) ?? [];
    if (text === "" || !isSameSecret(signature, sign("access token", text))) return undefined;
    const [family, refreshHash, at] = JSON.parse(Buffer.from(text, "base64url").toString()) as [string, string, number];
    return at + accessTokenLifetime * 1_000 > now() ? { family, refreshHash, at } : undefined;
  }
  /** The program has received this refresh token, so that the one before is used up. */
  function confirm(family: string, refreshHash: string, refresh: RefreshState): void {
    if (refresh.previousHash !== undefined && refresh.previousUntil === undefined && refresh.tokenHash === refreshHash)
      store.renew(family, { ...refresh, previousUntil: now() + sharedFor });
  }
  function endFamily(hash: string): void {
    const found = store.findRenewable(hash);
    if (found) store.remove(found.grant.name);
  }
  return {
    begin(grant, clientId, family) {
      const refreshToken = `${family}.${createSecret()}`;
      const refresh = { clientHash: sha256Hex(clientId), tokenHash: sha256Hex(refreshToken) };
      return { grant: store.addRenewable(grant, family, refresh), refreshToken };
    },
    renew(refreshToken, clientId) {
      const family = sha256Hex(familyOf(refreshToken));
      const found = store.findRenewable(family);
      const hash = sha256Hex(refreshToken);
      if (!found || !isSameSecret(found.refresh.clientHash, sha256Hex(clientId)))
        throw new OAuthError("invalid_grant", "The access has ended. Connect again.");
      const { grant, refresh } = found;
      const next = successorOf(refreshToken);
      const { tokenHash, previousHash, previousUntil = Number.POSITIVE_INFINITY } = refresh;
      if (hash === previousHash && now() < previousUntil) return { grant, refreshToken: next };
      if (hash !== tokenHash) {
        store.remove(grant.name);
        log.warn("Access: an AI agent sent a refresh token that was used before. Somebody may have copied it, so the access has ended.");
        throw new OAuthError("invalid_grant", "This refresh token was used before, so the access has ended. Connect again.");
      }
      const { previousUntil: _, ...kept } = refresh;
      store.renew(family, { ...kept, tokenHash: sha256Hex(next), previousHash: hash });
      return { grant, refreshToken: next };
    },
    createAccessToken(refreshToken) {
      const content = [sha256Hex(familyOf(refreshToken)), sha256Hex(refreshToken), now(), createSecret()];
      const text = Buffer.from(JSON.stringify(content)).toString("base64url");
      return `${accessTokenPrefix}${text}.${sign("access token", text)}`;
    },
    grantOf(accessToken) {
      const token = open(accessToken);
      const found = token && store.findRenewable(token.family);
      if (!token || !found || token.at < (found.refresh.endedBefore ?? 0)) return undefined;
      confirm(token.family, token.refreshHash, found.refresh);
      return found.grant;
    },
    revoke(token) {
      const access = open(token);
      const found = access && store.findRenewable(access.family);
      if (access && found) return store.renew(access.family, { ...found.refresh, endedBefore: now() + 1 });
      endFamily(sha256Hex(familyOf(token)));
    },
    endFamily,
  };
}

const familyOf = (refreshToken: string): string => refreshToken.slice(0, Math.max(0, refreshToken.indexOf(".")));
