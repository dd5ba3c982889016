import type { AccessGrant } from "./access-grant.ts";
import { isAgentLimits } from "./agent-limits.ts";
import { isWallSettings } from "./wall-settings.ts";

/** A grant with the SHA-256 of its secrets. */
export interface StoredGrant {
  readonly grant: AccessGrant;
  readonly hash: string;
  /** Of the second secret, which browsers send as a header. */
  readonly keyHash?: string;
  /** Of a program that connected by OAuth. `hash` is then of what all its refresh tokens begin with, and opens nothing. */
  readonly refresh?: RefreshState;
}

/** The SHA-256 of what a program must send for new tokens. */
export interface RefreshState {
  readonly clientHash: string;
  readonly tokenHash: string;
  /** Of the token before, until its successor was used: the answer with it may have been lost. */
  readonly previousHash?: string;
  /** Until when (ms since 1970) the token before is accepted, since its successor was used. */
  readonly previousUntil?: number;
  /** Access tokens that were given before (ms since 1970) have ended. */
  readonly endedBefore?: number;
}

/** What the file has. Entries of another shape are dropped: they give access to nothing. */
export function readStoredGrants(value: unknown): readonly StoredGrant[] {
  const { grants } = (value ?? {}) as { grants?: unknown };
  return Array.isArray(grants) ? grants.filter(isStoredGrant) : [];
}

/** SHA-256 of who signed in, by account. */
export function readStoredUsers(value: unknown): ReadonlyMap<string, string> {
  const { users } = (value ?? {}) as { users?: unknown };
  if (typeof users !== "object" || users === null) return new Map();
  return new Map(Object.entries(users).filter(([, hash]) => isHash(hash)));
}

function isStoredGrant(value: unknown): value is StoredGrant {
  const { grant, hash, keyHash, refresh } = (value ?? {}) as Partial<StoredGrant>;
  return (
    isHash(hash) &&
    (keyHash === undefined || isHash(keyHash)) &&
    (refresh === undefined || isRefreshState(refresh)) &&
    typeof grant?.name === "string" &&
    typeof grant.kind === "string" &&
    ["full", "read", "add", "change"].includes(grant.access) &&
    (grant.limits === undefined || isAgentLimits(grant.limits)) &&
    isTextList(grant.accounts) &&
    isTextList(grant.sensors) &&
    isTextList(grant.mayTick) &&
    (grant.wall === undefined || isWallSettings(grant.wall))
  );
}

const isRefreshState = ({ clientHash, tokenHash, previousHash, previousUntil, endedBefore }: Partial<RefreshState>): boolean =>
  isHash(clientHash) &&
  isHash(tokenHash) &&
  (previousHash === undefined || isHash(previousHash)) &&
  [previousUntil, endedBefore].every((time) => time === undefined || Number.isSafeInteger(time));

const isHash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const isTextList = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((entry) => typeof entry === "string"));
