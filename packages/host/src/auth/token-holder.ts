import { CasementError, type Clock } from "@casement/core";
import { createTaskTracker } from "../async/task-tracker.ts";
import type { GraphVerdict } from "../graph/graph-verdicts.ts";
import type { StoredFile } from "../ports/index.ts";
import { describeDiskFault, explainDiskFault } from "../store/disk-fault.ts";
import type { SignInProblem } from "./aadsts.ts";
import { defaultScope, loginOriginOf } from "./authority.ts";
import type { AccountIdentity } from "./identity.ts";
import { signInFailed } from "./login-network.ts";
import { type ClientApplication, createMsalClient, isConfidential } from "./msal-client.ts";
import { isFresh, isUsable, type SavedSignIn } from "./token-cache.ts";

export interface TokenOptions {
  /** Renew the token even if it has not expired, because Graph refused it. */
  forceRefresh?: boolean;
  /** What Graph demands of the new token, as JSON. Only with `forceRefresh`. */
  claims?: string;
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
  /** What Graph says of each token. Microsoft's sign-in service may issue tokens that Graph refuses. */
  judge(verdict: GraphVerdict): void;
  /** Reads the file again: another process may have signed in or out. */
  load(): Promise<void>;
  getToken(options?: TokenOptions): Promise<AccessToken>;
  /** Why the sign-in in memory could not be saved. Undefined if it is on disk. */
  readonly unsavedReason: string | undefined;
  /** Saves the sign-in in memory if its file is damaged, has vanished, or could not be written before. Returns whether it did. */
  restore(): Promise<boolean>;
  /** Saves a new sign-in, or deletes it if `undefined`. */
  replace(saved: SavedSignIn | undefined): Promise<void>;
  /** Cancels a renewal that waits for the network. Resolves when what was received is saved. */
  close(): Promise<void>;
}

export interface TokenHolderOptions {
  account: string;
  app: ClientApplication;
  clock: Clock;
  cache: StoredFile<SavedSignIn>;
  requestedScopes(): readonly string[];
  /** What to ask for first, while a part of it waits for approval. */
  awaitedScopes(granted: readonly string[]): readonly string[] | undefined;
  /** Called when `saved` or `broken` changed. */
  onChange(): void;
  warn(message: string): void;
}

const retryMs = 15_000;
/** One refused token can be an accident. */
const maxRefusedTokens = 2;
/** Errors of a refresh that requests a permission without consent. Personal accounts have the last one. */
const noConsentCodes = new Set(["AADSTS65001", "AADSTS90094", "AADSTS90095", "AADSTS70000"]);
const lacksConsent = (error: unknown): boolean => CasementError.is(error) && noConsentCodes.has(error.details.code as string);

const refusalProblems: Readonly<Record<Exclude<GraphVerdict, "accepted">, SignInProblem>> = {
  refused: {
    code: "graph-refused",
    means: "Microsoft Graph refuses the account, although Microsoft's sign-in service issues new tokens for it.",
    cure: "Sign in again. If that does not help, ask your organization's administrator whether a policy blocks the account or the app.",
  },
  challenged: {
    code: "claims-challenge",
    means: "Microsoft Graph demands a new proof of identity, because of a policy or a security event.",
    cure: "Sign in again.",
  },
};

export function createTokenHolder({
  account,
  app,
  clock,
  cache: file,
  requestedScopes,
  awaitedScopes,
  onChange,
  warn,
}: TokenHolderOptions): TokenHolder {
  const closing = new AbortController();
  const updates = createTaskTracker();
  const cache: StoredFile<SavedSignIn> = { read: file.read, update: (change) => updates.run(() => file.update(change)) };
  let saved: SavedSignIn | undefined;
  let broken: SignInProblem | undefined;
  /** Why Graph refuses the tokens. They are still used and renewed, because Graph may accept them again. */
  let refusal: SignInProblem | undefined;
  let refusedTokens = 0;
  let renewing: Promise<void> | undefined;
  let owner: AccountIdentity | undefined;
  // Set when saving failed, for example because the disk is full: memory is then newer than the file.
  let unsaved: string | undefined;
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

  async function renew(claims: string | undefined): Promise<void> {
    const at = clock.now().getTime();
    // Setting the clock back must not prolong an outage.
    if (outage && at >= outage.from && at < outage.until) throw outage.error;
    let found: SavedSignIn | undefined;
    let isFileOpen = false;
    try {
      await cache.update(async (onDisk) => {
        isFileOpen = true;
        // A file that is damaged or has vanished is no sign-out: the sign-in in memory replaces it.
        const stored = unsaved !== undefined || !onDisk ? saved : ofThisClient(onDisk);
        const renewedElsewhere = !stored || (stored.accessToken !== saved?.accessToken && isFresh(stored, clock.now()));
        found = renewedElsewhere ? stored : await refresh(stored, claims);
        return renewedElsewhere ? onDisk : found;
      });
      unsaved = undefined;
    } catch (error) {
      // On a full or read-only disk, not even the lock can be created. The file may also have got another owner.
      if (!isFileOpen && saved && !(CasementError.is(error) && error.code !== "store-damaged"))
        found = await refresh(saved, claims).catch((failure) => throwError(recordFailure(failure)));
      if (!found) throw recordFailure(error);
      unsaved = reasonOf(error);
      warn(
        `Could not save the renewed sign-in of account ${account} to the disk: ${(error as Error).message}. It works until the hub stops.`,
      );
    }
    adopt(found);
  }

  async function refresh(from: SavedSignIn, claims: string | undefined): Promise<SavedSignIn> {
    if (from.client === "confidential" && !isConfidential(app)) throw signInFailed("invalid_client", [7000218]);
    const requested = requestedScopes();
    const stillGranted = requested.filter((scope) => from.granted.includes(scope) && scope !== "offline_access");
    const refresh = async (scopes: readonly string[]) =>
      (await createMsalClient(app, from.client, { from, signal: closing.signal })).refresh(scopes, requested, claims);
    const awaited = awaitedScopes(from.granted);
    if (awaited) {
      try {
        return await refresh(awaited);
      } catch (error) {
        // It is not approved yet. The account stays as it was.
        if (!lacksConsent(error)) throw error;
      }
    }
    try {
      return await refresh(stillGranted.length > 0 ? stillGranted : [defaultScope]);
    } catch (error) {
      // The whole refresh fails if it requests a revoked permission. Request what is left; later refreshes then request only that.
      if (!lacksConsent(error)) throw error;
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
      return broken ?? refusal;
    },
    judge(verdict) {
      const before = refusal;
      refusedTokens = verdict === "accepted" ? 0 : refusedTokens + 1;
      if (verdict === "accepted") refusal = undefined;
      else if (verdict === "challenged" || refusedTokens >= maxRefusedTokens) refusal = refusalProblems[verdict];
      if (refusal?.code === before?.code) return;
      if (refusal) warn(`${refusal.means} ${refusal.cure} (${refusal.code})`);
      onChange();
    },
    get lastIdentity() {
      return owner;
    },
    async load() {
      if (unsaved !== undefined) return;
      const onDisk = await cache.read();
      owner = onDisk?.identity;
      adopt(ofThisClient(onDisk));
    },
    async getToken({ forceRefresh = false, claims, signal } = {}) {
      signal?.throwIfAborted();
      if (!saved || broken) await holder.load();
      if (!saved || broken) throw signInRequired();
      const now = clock.now();
      if (!forceRefresh && isFresh(saved, now)) return accessTokenOf(saved);
      renewing ??= renew(claims).finally(() => {
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
    get unsavedReason() {
      return unsaved;
    },
    async restore() {
      try {
        if (!saved || (unsaved === undefined && (await cache.read()))) return false;
        await cache.update((onDisk) => (unsaved === undefined && onDisk ? onDisk : saved));
        unsaved = undefined;
        return true;
      } catch (error) {
        unsaved = reasonOf(error);
        return false;
      }
    },
    async replace(next) {
      try {
        await cache.update(() => next);
        unsaved = undefined;
      } catch (error) {
        if (!next) throw explainDiskFault(error, `Account ${account} stays signed in`);
        unsaved = reasonOf(error);
        warn(`Could not save the sign-in of account ${account}: ${(error as Error).message}. It works until the hub stops.`);
      }
      owner = next?.identity;
      refusal = undefined;
      refusedTokens = 0;
      adopt(next);
    },
    close() {
      closing.abort();
      return updates.settled();
    },
  };
  return holder;
}

const reasonOf = (error: unknown): string => describeDiskFault(error) ?? (error as Error).message;

function throwError(error: unknown): never {
  throw error;
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
