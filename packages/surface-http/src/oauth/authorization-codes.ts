import { createHash } from "node:crypto";
import type { Clock } from "@casement/core";
import type { AccessGrant } from "../access/access-grant.ts";
import { createSecret, isSameSecret, sha256Hex } from "../access/secret-hash.ts";
import { OAuthError } from "./oauth-error.ts";

/** What a person has allowed a program. */
export interface AllowedAccess {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  /** The wanted name of the grant. */
  readonly name: string;
  readonly draft: Omit<AccessGrant, "name" | "createdAt" | "usedAt">;
}

/** Authorization codes, in memory. A code works once, for a minute. */
export interface AuthorizationCodes {
  create(allowed: AllowedAccess): string;
  /** Runs `begin` with what the code allows. @throws OAuthError `invalid_grant` */
  redeem(proof: CodeProof, begin: (allowed: AllowedAccess) => RenewableGrant): RenewableGrant;
}

/** What a program sends with a code. */
export interface CodeProof {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
}

/** What a code was exchanged for. */
export interface RenewableGrant {
  readonly grant: AccessGrant;
  readonly refreshToken: string;
}

interface KeptCode {
  readonly allowed: AllowedAccess;
  readonly createdAt: number;
  used?: RenewableGrant;
}

const codeLifetime = 60_000;
/** How long a used code is remembered (ms). */
const memory = 10 * 60_000;

/** `endGrant`: ends what a code was exchanged for if somebody sends it again (OAuth 2.1, 4.1.2). */
export function createAuthorizationCodes(clock: Clock, endGrant: (refreshToken: string) => void): AuthorizationCodes {
  const codes = new Map<string, KeptCode>();
  const now = (): number => clock.now().getTime();
  return {
    create(allowed) {
      for (const [hash, { createdAt }] of codes) if (createdAt + memory <= now()) codes.delete(hash);
      const code = createSecret();
      codes.set(sha256Hex(code), { allowed, createdAt: now() });
      return code;
    },
    redeem({ code, clientId, redirectUri, verifier }, begin) {
      const kept = codes.get(sha256Hex(code));
      if (!kept) throw refusedCode();
      const { allowed, used, createdAt } = kept;
      const proof = createHash("sha256").update(verifier).digest("base64url");
      const isRight = allowed.clientId === clientId && allowed.redirectUri === redirectUri && isSameSecret(proof, allowed.challenge);
      if (used) endGrant(used.refreshToken);
      if (used || !isRight || createdAt + codeLifetime <= now()) {
        if (!isRight) codes.delete(sha256Hex(code));
        throw refusedCode();
      }
      kept.used = begin(allowed);
      return kept.used;
    },
  };
}

const refusedCode = (): OAuthError =>
  new OAuthError("invalid_grant", "The code is wrong, was used already, or is older than a minute. Connect again.");
