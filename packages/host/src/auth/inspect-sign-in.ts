import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CasementError, type Clock, systemClock } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import { loadKey } from "../store/key.ts";
import { readStoredFile } from "../store/read-stored-file.ts";
import { unsealContent } from "../store/seal.ts";
import type { Transport } from "../transport.ts";
import { authorityOf, defaultScope, loginOriginOf } from "./authority.ts";
import { checkClientSecret } from "./client-secret.ts";
import { signInFailed } from "./login-network.ts";
import { createMsalClient, isConfidential } from "./msal-client.ts";
import { type ClientKind, isFresh, isSavedSignIn, type SavedSignIn, signInPurpose } from "./token-cache.ts";

/** What is stored about an account's sign-in. Contains no token and no user name. */
export type SignInInspection =
  | { readonly state: "none" }
  /** Belongs to another clientId or cloud. */
  | { readonly state: "foreign" }
  /** `reason`: what is wrong with the file or the key. */
  | { readonly state: "unreadable"; readonly reason: string }
  | {
      readonly state: "stored";
      readonly client: ClientKind;
      readonly granted: readonly string[];
      /** Whether the access token needs no renewal yet. */
      readonly fresh: boolean;
      readonly expiresAt: Date;
      /**
       * Checks that Microsoft still accepts the sign-in: renews the token as the hub would, discards it, and returns the granted permissions.
       * @throws CasementError `sign-in-failed` with `means` and `cure`, `graph-unreachable` or `graph-throttled`
       */
      tryRenewal(signal?: AbortSignal): Promise<readonly string[]>;
    };

/** Reads an account's stored sign-in without changing it. No hub needs to be running. */
export async function inspectSignIn(
  account: AccountOptions,
  { dataDir, transport, env, clock = systemClock }: { dataDir: string; transport: Transport; env: NodeJS.ProcessEnv; clock?: Clock },
): Promise<SignInInspection> {
  let saved: unknown;
  try {
    const sealed = await readStoredFile(join(dataDir, "accounts", account.signIn ?? account.name, "sign-in"));
    if (!sealed) return { state: "none" };
    // Checked first, because `loadKey` would create a new key.
    if (!env.CASEMENT_KEY && !(await stat(join(dataDir, "key")).catch(undefinedIfMissing)))
      return { state: "unreadable", reason: "Its encryption key is missing." };
    saved = JSON.parse(unsealContent(await loadKey({ dataDir, env }), signInPurpose(account.signIn ?? account.name), sealed).toString());
  } catch (error) {
    return { state: "unreadable", reason: CasementError.is(error) ? error.message : "It is damaged." };
  }
  if (!isSavedSignIn(saved)) return { state: "unreadable", reason: "Another version of Casement wrote it." };
  const stored = saved;
  const authority = authorityOf(account.accountType, account.cloud);
  if (stored.clientId !== account.clientId || stored.login !== loginOriginOf(authority)) return { state: "foreign" };
  return {
    state: "stored",
    client: stored.client,
    granted: stored.granted,
    fresh: isFresh(stored, clock.now()),
    expiresAt: new Date(stored.expiresAt),
    tryRenewal: (signal) => tryRenewal(stored, account, transport, clock, signal),
  };
}

async function tryRenewal(
  from: SavedSignIn,
  account: AccountOptions,
  transport: Transport,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { clientId, clientSecret, clientCertificate, accountType, cloud } = account;
  checkClientSecret(account.name, clientSecret);
  const app = { clientId, clientSecret, clientCertificate, authority: authorityOf(accountType, cloud), clock, transport };
  if (from.client === "confidential" && !isConfidential(app)) throw signInFailed("invalid_client", [7000218]);
  const client = await createMsalClient(app, from.client, { from, signal });
  return (await client.refresh([defaultScope], from.granted)).granted;
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
