import type { CasementError } from "@casement/core";
import type { AccountStore, StoredFile } from "../ports/index.ts";
import type { AccountIdentity } from "./identity.ts";

export type ClientKind = "public" | "confidential";

/** The content of the encrypted sign-in file. Times are milliseconds since 1970. */
export interface SavedSignIn {
  version: 1;
  /** The kind of client that signed in. The same kind must refresh the token. */
  client: ClientKind;
  clientId: string;
  /** Origin of the login service. */
  login: string;
  identity: AccountIdentity;
  /** Permission names from the last token response, and `offline_access` if there is a refresh token. */
  granted: string[];
  accessToken: string;
  issuedAt: number;
  renewAt: number;
  expiresAt: number;
  /** MSAL's serialized cache, which contains the refresh token. */
  msal: string;
}

/** The token cache of one account. Several processes can use it; an unreadable file is set aside. */
export function createTokenCache(of: {
  store: Pick<AccountStore, "file">;
  account: string;
  /** Whether the sign-in is also in memory, and so will be saved again. */
  isInMemory(): boolean;
  onSetAside(error: CasementError): void;
}): StoredFile<SavedSignIn> {
  return of.store.file("sign-in", {
    onSetAside: of.onSetAside,
    purpose: signInPurpose(of.account),
    isValid: isSavedSignIn,
    consequence: () =>
      of.isInMemory() ? "The sign-in in memory stays in use and is saved again." : `Sign in again: \`casement login ${of.account}\`.`,
  });
}

/** The sealed file's purpose, which binds it to its account. */
export const signInPurpose = (account: string): string => `sign-in of ${account}`;

export function isSavedSignIn(value: unknown): value is SavedSignIn {
  const saved = value as Partial<SavedSignIn> | null;
  return (
    saved?.version === 1 &&
    (saved.client === "public" || saved.client === "confidential") &&
    [saved.clientId, saved.login, saved.accessToken, saved.msal, saved.identity?.id].every((text) => typeof text === "string") &&
    [saved.issuedAt, saved.renewAt, saved.expiresAt].every(Number.isFinite) &&
    Array.isArray(saved.granted)
  );
}

/** Whether the access token needs no renewal yet. After the clock was set back, it does. */
export function isFresh(saved: SavedSignIn, now: Date): boolean {
  return isBetween(saved.issuedAt, now, saved.renewAt);
}

/** Whether the access token is still valid, although it may be due for renewal. */
export function isUsable(saved: SavedSignIn, now: Date): boolean {
  return isBetween(saved.issuedAt, now, saved.expiresAt);
}

const isBetween = (start: number, now: Date, end: number) => start - 60_000 <= now.getTime() && now.getTime() < end;
