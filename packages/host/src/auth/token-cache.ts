import type { KeyObject } from "node:crypto";
import type { CasementError } from "@casement/core";
import { createSealedFile, type SealedFile } from "../store/sealed-file.ts";
import type { AccountIdentity } from "./identity.ts";

export type ClientKind = "public" | "confidential";

/** A sign-in as it is kept, encrypted. Times are milliseconds since 1970. */
export interface SavedSignIn {
  version: 1;
  /** Which kind of client signed in: refreshing has to be done by the same. */
  client: ClientKind;
  clientId: string;
  /** Origin of the login service. */
  login: string;
  identity: AccountIdentity;
  /** Plain permission names of the last token answer; `offline_access` when there is a refresh token. */
  granted: string[];
  accessToken: string;
  issuedAt: number;
  renewAt: number;
  expiresAt: number;
  /** msal's cache, which holds the refresh token. */
  msal: string;
}

/** The token cache of one account: safe with two processes, set aside when unreadable. */
export function createTokenCache(of: {
  file: string;
  key: KeyObject;
  account: string;
  onSetAside(error: CasementError): void;
}): SealedFile<SavedSignIn> {
  return createSealedFile({
    ...of,
    purpose: signInPurpose(of.account),
    isValid: isSavedSignIn,
    consequence: `Sign in again: \`casement login ${of.account}\`.`,
  });
}

/** Binds the file to its account. */
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

/** Whether the access token need not be renewed yet. A clock that was set back makes it stale. */
export function isFresh(saved: SavedSignIn, now: Date): boolean {
  return isBetween(saved.issuedAt, now, saved.renewAt);
}

/** Whether the access token may still be used when it cannot be renewed. */
export function isUsable(saved: SavedSignIn, now: Date): boolean {
  return isBetween(saved.issuedAt, now, saved.expiresAt);
}

const isBetween = (start: number, now: Date, end: number) => start - 60_000 <= now.getTime() && now.getTime() < end;
