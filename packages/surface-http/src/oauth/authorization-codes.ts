import { createHash } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { SealedState } from "@casement/host";
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

/**
 * Authorization codes, in a state that all fronts of a cluster share: the person's browser and the program can be at different ones. A code works once,
 * for a minute.
 */
export interface AuthorizationCodes {
  /** @throws CasementError `store-unwritable` */
  create(allowed: AllowedAccess): Promise<string>;
  /** What the code allows, and a new secret with which the tokens begin. @throws OAuthError `invalid_grant`; CasementError `store-unwritable` */
  redeem(proof: CodeProof): Promise<AllowedAccess & { readonly family: string }>;
}

/** What a program sends with a code. */
export interface CodeProof {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
}

interface KeptCode {
  readonly allowed: AllowedAccess;
  readonly createdAt: number;
  /** SHA-256 of what the tokens begin with for which it was exchanged. */
  readonly family?: string;
}

type KeptCodes = Readonly<Record<string, KeptCode>>;

const codeLifetime = 60_000;
/** How long a used code is remembered (ms). */
const memory = 10 * 60_000;

/** `endFamily`: ends what a code was exchanged for if somebody sends it again (OAuth 2.1, 4.1.2). */
export function createAuthorizationCodes(
  clock: Clock,
  openState: () => SealedState,
  endFamily: (hash: string) => void,
): AuthorizationCodes {
  const now = (): number => clock.now().getTime();
  const update = (change: (codes: KeptCodes) => KeptCodes): Promise<unknown> =>
    openState()
      .update((value) => {
        const known = (value ?? none) as KeptCodes;
        const changed = change(known);
        return changed === known ? value : changed;
      })
      .catch((cause) => {
        if (CasementError.is(cause)) throw cause;
        throw new CasementError("store-unwritable", "The hub cannot save the access. Make room on the disk of its data folder.", { cause });
      });
  return {
    async create(allowed) {
      const code = createSecret();
      const added: KeptCode = { allowed, createdAt: now() };
      await update((codes) => {
        const recent = Object.entries(codes).filter(([, { createdAt }]) => createdAt + memory > now());
        return { ...Object.fromEntries(recent), [sha256Hex(code)]: added };
      });
      return code;
    },
    async redeem({ code, clientId, redirectUri, verifier }) {
      const hash = sha256Hex(code);
      const family = createSecret();
      const proof = createHash("sha256").update(verifier).digest("base64url");
      let found: AllowedAccess | undefined;
      let usedFor: string | undefined;
      await update((codes) => {
        [found, usedFor] = [undefined, undefined];
        const kept = Object.hasOwn(codes, hash) ? codes[hash] : undefined;
        if (!kept) return codes;
        const { allowed, createdAt } = kept;
        usedFor = kept.family;
        const isRight = allowed.clientId === clientId && allowed.redirectUri === redirectUri && isSameSecret(proof, allowed.challenge);
        const { [hash]: _, ...others } = codes;
        if (!isRight) return others;
        if (usedFor !== undefined || createdAt + codeLifetime <= now()) return codes;
        found = allowed;
        return { ...others, [hash]: { ...kept, family: sha256Hex(family) } };
      });
      if (usedFor !== undefined) endFamily(usedFor);
      if (!found) throw new OAuthError("invalid_grant", "The code is wrong, was used already, or is older than a minute. Connect again.");
      return { ...found, family };
    },
  };
}

const none: KeptCodes = {};
