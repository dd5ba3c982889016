import { CasementError, type Clock } from "@casement/core";
import type { SealedFile } from "../store/sealed-file.ts";
import type { SignInProblem } from "./aadsts.ts";
import { defaultScope, loginOriginOf } from "./authority.ts";
import type { AccountIdentity } from "./identity.ts";
import { signInFailed } from "./login-network.ts";
import { type ClientApplication, createMsalClient } from "./msal-client.ts";
import { isFresh, isUsable, type SavedSignIn } from "./token-cache.ts";

export interface TokenOptions {
  /** Renew the token even if it has not expired, because Graph refused it. */
  forceRefresh?: boolean;
  signal?: AbortSignal;
}

/** An access token for Graph. */
export interface AccessToken {
  token: string;
  expiresOn: Date;
}

/** Holds one account's sign-in in memory and on disk. Concurrent callers share one renewal of the access token. */
export interface TokenHolder {
  readonly saved: SavedSignIn | undefined;
  /** The user who signed in last, even if the sign-in is unusable because the client id or the cloud changed. */
  readonly lastIdentity: AccountIdentity | undefined;
  /** Why the sign-in no longer works, until a new one repairs it. */
  readonly broken: SignInProblem | undefined;
  /** Reads the file again: another process may have signed in or out. */
  load(): Promise<void>;
  getToken(options?: TokenOptions): Promise<AccessToken>;
  /** Saves a new sign-in, or deletes it if `undefined`. */
  replace(saved: SavedSignIn | undefined): Promise<void>;
}

export interface TokenHolderOptions {
  account: string;
  app: ClientApplication;
  clock: Clock;
  cache: SealedFile<SavedSignIn>;
  requestedScopes(): readonly string[];
  /** Called when `saved` or `broken` changed. */
  onChange(): void;
  warn(message: string): void;
}

const retryMs = 15_000;
/** Errors of a refresh that requests a revoked permission, for work and personal accounts. */
const scopeLostCodes = new Set(["AADSTS65001", "AADSTS70000"]);

export function createTokenHolder({ account, app, clock, cache, requestedScopes, onChange, warn }: TokenHolderOptions): TokenHolder {
  let saved: SavedSignIn | undefined;
  let broken: SignInProblem | undefined;
  let renewing: Promise<void> | undefined;
  let owner: AccountIdentity | undefined;
  // Set when saving failed, for example because the disk is full: memory is then newer than the file.
  let unsaved = false;
  let outage: { error: CasementError; from: number; until: number } | undefined;

  const ofThisClient = (found: SavedSignIn | undefined) =>
    found?.clientId === app.clientId && found.login === loginOriginOf(app.authority) ? found : undefined;

  function adopt(found: SavedSignIn | undefined): void {
    if (found?.accessToken === saved?.accessToken) return;
    saved = found;
    broken = undefined;
    outage = undefined;
    onChange();
  }

  async function renew(): Promise<void> {
    const at = clock.now().getTime();
    // Setting the clock back must not prolong an outage.
    if (outage && at >= outage.from && at < outage.until) throw outage.error;
    let found: SavedSignIn | undefined;
    try {
      await cache.update(async (onDisk) => {
        const stored = unsaved ? saved : ofThisClient(onDisk);
        const renewedElsewhere = stored?.accessToken !== saved?.accessToken && (!stored || isFresh(stored, clock.now()));
        found = renewedElsewhere ? stored : await refresh(stored!);
        return renewedElsewhere ? onDisk : found;
      });
      unsaved = false;
    } catch (error) {
      if (!found) throw recordFailure(error);
      unsaved = true;
      warn(`Could not save the renewed sign-in of account ${account}: ${(error as Error).message}. It works until the hub stops.`);
    }
    adopt(found);
  }

  async function refresh(from: SavedSignIn): Promise<SavedSignIn> {
    if (from.client === "confidential" && !app.clientSecret) throw signInFailed("invalid_client", [7000218]);
    const requested = requestedScopes();
    const stillGranted = requested.filter((scope) => from.granted.includes(scope) && scope !== "offline_access");
    const refresh = async (scopes: readonly string[]) => (await createMsalClient(app, from.client, { from })).refresh(scopes, requested);
    try {
      return await refresh(stillGranted.length > 0 ? stillGranted : [defaultScope]);
    } catch (error) {
      // The whole refresh fails if it requests a revoked permission. Request what is left; later refreshes then request only that.
      if (!CasementError.is(error) || !scopeLostCodes.has(error.details.code as string)) throw error;
      return await refresh([defaultScope]).catch(() => {
        throw error;
      });
    }
  }

  function recordFailure(error: unknown): unknown {
    if (!CasementError.is(error)) return error;
    if (error.code === "sign-in-failed") {
      broken = error.details as unknown as SignInProblem;
      onChange();
      return signInRequired();
    }
    if (error.code.startsWith("graph-")) {
      const until = error.details.until as string | undefined;
      const from = clock.now().getTime();
      outage = { error, from, until: until ? Date.parse(until) : from + retryMs };
    }
    return error;
  }

  function signInRequired(): CasementError {
    if (!broken) return new CasementError("sign-in-required", `Account ${account} is not signed in. Run \`casement login ${account}\`.`);
    const { code, means, cure } = broken;
    return new CasementError("sign-in-required", `Account ${account} must sign in again: ${means} ${cure} (${code})`, {
      details: { code, means, cure },
    });
  }

  const holder: TokenHolder = {
    get saved() {
      return saved;
    },
    get broken() {
      return broken;
    },
    get lastIdentity() {
      return owner;
    },
    async load() {
      if (unsaved) return;
      const onDisk = await cache.read();
      owner = onDisk?.identity;
      adopt(ofThisClient(onDisk));
    },
    async getToken({ forceRefresh = false, signal } = {}) {
      signal?.throwIfAborted();
      if (!saved || broken) await holder.load();
      if (!saved || broken) throw signInRequired();
      const now = clock.now();
      if (!forceRefresh && isFresh(saved, now)) return accessTokenOf(saved);
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      try {
        await rejectOnAbort(renewing, signal);
      } catch (error) {
        const isOutage = CasementError.is(error) && error.code.startsWith("graph-");
        if (isOutage && !forceRefresh && saved && isUsable(saved, now)) return accessTokenOf(saved);
        throw error;
      }
      if (!saved) throw signInRequired();
      return accessTokenOf(saved);
    },
    async replace(next) {
      try {
        await cache.update(() => next);
        unsaved = false;
      } catch (error) {
        if (!next) throw error;
        unsaved = true;
        warn(`Could not save the sign-in of account ${account}: ${(error as Error).message}. It works until the hub stops.`);
      }
      owner = next?.identity;
      adopt(next);
    },
  };
  return holder;
}

function accessTokenOf({ accessToken: token, expiresAt }: SavedSignIn): AccessToken {
  return { token, expiresOn: new Date(expiresAt) };
}

/** Rejects on abort without stopping the work, which other callers share. */
function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
